"""What several rooms' tests share: fixtures and hand-made fakes that know no single room."""
