"""Build the tables below `dictionaries/` from the public lists and counts of the development data.

Usage: python scripts/build_dictionaries.py [--data DIRECTORY] [--out DIRECTORY] [--without GOLD]

Reads `lexicon/` and `ngrams/` (facts only; see `dictionaries/README.md` for
source and licence of each) and writes sorted, tab-separated tables with a header row, so that a
rebuild shows as a readable diff. Nothing here runs when the product runs.

The counts include the documents behind some development sets. `--without GOLD` takes the words of a
gold file's true text off the counts again: with such tables the engine is fitted and measured.
"""

import argparse
import csv
import gzip
import json
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORD = re.compile(r"[^\W\d_]+(?:['.&-][^\W\d_]+)*")
LETTERS = re.compile(r"[^\W\d_]+")

MIN_WORD_COUNT = 6
"""A word of the period counts as known from here on; rarer ones are half of them misread."""
MIN_SHORT_COUNT = 40
"""The same for words of up to three letters, which misreadings hit by chance."""
NOISE_RATIO = 250
"""A rare word that looks like a misreading of one this many times as frequent is dropped."""

# Blocks that optical recognition takes for one another, in either direction: the usual look-alikes
# of typewriter and book faces, kept apart from the counted costs so that pruning stays explainable.
LOOK_ALIKES = (
    "rn m", "ri n", "in m", "ni m", "nn m", "cl d", "li h", "h b", "c e", "e o", "c o", "a o",
    "a e", "e s", "a s", "i l", "i t", "l t", "f t", "r t", "u n", "n h", "v y", "n m", "u a",
    "g q", "f s", "d l", "i j", "ii n", "ii u", "vv w", "tl d", "t c", "r v", "n r",
)  # fmt: skip

TITLES = frozenset(
    "dr sir mr mrs miss general gen lt lieutenant colonel col major maj brigadier brig admiral adm "
    "captain capt commander cdr prince king queen sheikh lord baron count marshal field air vice "
    "rear ambassador president minister prime senator representative professor prof field jr sr "
    "ii iii iv the of and archbishop cardinal bishop judge".split()
)


def table(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated file with a header, inner blanks squeezed."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: clean(value or "") for key, value in row.items() if key}


def clean(text: str) -> str:
    """Squeeze blanks, straighten apostrophes and quotes, use plain hyphens between letters."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"(?<=\w)[–‑](?=\w)", "-", text)


def fold(text: str) -> str:
    """The form under which two spellings of a name meet: small letters, no accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def write(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write one table; tabs and line breaks within a value become blanks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(header) + "\n")
        for row in rows:
            file.write("\t".join(" ".join(str(cell).split()) for cell in row) + "\n")
    print(f"{path.name:18} {path.stat().st_size / 1e6:6.2f} MB")


def counts(path: Path, less: "Tally") -> dict[str, int]:
    """Cased words and how often the period corpus has them, without those of `less`."""
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            word, count = line.rstrip("\n").split("\t")[:2]
            word = clean(word)
            if int(count) > less.words[word]:
                found[word] = int(count) - less.words[word]
    return found


class Tally:
    """Words and pairs of a gold file's true text, to be taken off the corpus's counts."""

    def __init__(self, gold: Path | None) -> None:
        self.words: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        if gold is None:
            return
        with gzip.open(gold, "rt", encoding="utf-8") as file:
            for line in file:
                found = WORD.findall(clean(json.loads(line)["gt"]))
                self.words.update(found)
                small = [word.casefold() for word in found]
                self.pairs.update(pairwise(small))


def general_words() -> frozenset[str]:
    """The general English list that comes with symspellpy (used to judge, not copied)."""
    from importlib.resources import files

    listing = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    return frozenset(line.split()[0] for line in listing.read_text("utf-8-sig").splitlines())


# ------------------------------------------------------------------------------------ persons


def name_words(name: str) -> list[str]:
    """The words of a name, titles left out."""
    bare = re.sub(r"\(.*?\)|\".*?\"", " ", name)
    return [w for w in WORD.findall(bare) if w.casefold().rstrip(".") not in TITLES]


def split_name(name: str) -> tuple[str, tuple[str, ...]]:
    """Surname and given names of "Surname, Given Names", folded, titles left out."""
    surname, _, given = name.partition(",")
    return fold(" ".join(name_words(surname))), tuple(fold(w) for w in name_words(given))


def compatible(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two lists of given names can be one person's: "John F." and "John Foster" can."""
    if not left or not right:
        return left == right
    for a, b in zip(left, right, strict=False):
        a, b = a.rstrip("."), b.rstrip(".")
        if not (a.startswith(b) if len(b) == 1 else b.startswith(a) if len(a) == 1 else a == b):
            return False
    return True


class Descriptions:
    """What the volumes' lists of persons say, found again under another spelling of the name."""

    def __init__(self) -> None:
        self._texts: dict[str, dict[tuple[str, ...], Counter[str]]] = defaultdict(dict)
        self._spelled: dict[tuple[str, tuple[str, ...]], str] = {}
        self._met: set[tuple[str, tuple[str, ...]]] = set()

    def add(self, name: str, text: str) -> None:
        """Note one more description of a name."""
        surname, given = split_name(name)
        self._texts[surname].setdefault(given, Counter())[text] += 1
        if len(name) > len(self._spelled.get((surname, given), "")):
            self._spelled[surname, given] = name

    def find(self, name: str) -> Counter[str]:
        """All descriptions of the person, noting that the person was met."""
        surname, given = split_name(name)
        texts: Counter[str] = Counter()
        for other, found in self._texts.get(surname, {}).items():
            if compatible(given, other):
                self._met.add((surname, other))
                texts += found
        return texts

    def others(self) -> Iterator[tuple[str, Counter[str]]]:
        """Names that no `find` has met, with their descriptions."""
        for key, name in self._spelled.items():
            if key not in self._met:
                yield name, self._texts[key[0]][key[1]]


def best_description(texts: Counter[str]) -> str:
    """The description that most volumes agree on; among equals the more telling one, shortened."""
    if not texts:
        return ""
    top = max(texts.values())
    text = max((t for t, n in texts.items() if n == top), key=lambda t: (min(len(t), 160), t))
    text = text.rstrip(" .;,")
    if len(text) > 200:
        head = text[:200]
        cut = max(head.rfind(";"), head.rfind(","))
        text = head[: cut if cut > 60 else head.rfind(" ")].rstrip(" ;,")
    return text


def persons(lists: Path, seen: dict[str, int]) -> list[tuple[str, ...]]:
    """Persons of the period: preferred form, variants, life years, description, sources."""
    described, held = Descriptions(), offices_held(lists)
    for row in table(lists / "persons_dev.tsv"):
        described.add(row["name"], row["description"])
    rows = []
    for row in table(lists / "people.tsv"):
        if not of_the_period(row["birth"], row["death"]):
            continue
        texts, offices = described.find(row["preferred"]), held.find(row["preferred"])
        if not (row["volumes_1945_1968"] or texts or offices):
            continue
        kept = useful_variants(row["preferred"], row["variants"].split(" | "), seen)
        source = "frus-people" + (";frus-lists" if texts else ";pocom" if offices else "")
        note = best_description(texts) or "; ".join(list(offices)[:2])
        rows.append((row["preferred"], " | ".join(kept), row["birth"], row["death"], note, source))
    for name, texts in described.others():
        rows.append((name, "", "", "", best_description(texts), "frus-lists"))
    return sorted(set(rows), key=lambda row: (fold(row[0]), row))


def of_the_period(birth: str, death: str) -> bool:
    """Whether life years allow a part in papers of 1945-68 (or are not known)."""
    return not (death[:4].isdigit() and int(death[:4]) < 1925) and not (
        birth[:4].isdigit() and int(birth[:4]) > 1945
    )


def useful_variants(preferred: str, variants: list[str], seen: dict[str, int]) -> list[str]:
    """Variants that bring a word of their own which the period's documents really use.

    The variants of the lists hold slips of the pen (Anatas, Ivonovich); a slip that no document
    repeats would only teach the detector to be silent.
    """
    kept: list[str] = []
    have = {fold(w) for w in name_words(preferred)}
    for variant in variants:
        words = {fold(w) for w in name_words(variant) if len(w) > 2 and seen.get(w, 0) >= 4}
        if words - have:
            kept.append(variant)
            have |= words
    return kept


def offices_held(lists: Path) -> Descriptions:
    """What the register of officers says of a person: "Ambassador to Iran (1951-1954)"."""
    singular = {row["id"]: row["singular"] for row in table(lists / "positions.tsv")}
    names = {}
    for row in table(lists / "pocom_people.tsv"):
        names[row["id"]] = f"{row['surname']}, {row['forename']}"
    held = Descriptions()
    for row in table(lists / "appointments_1945_1968.tsv"):
        kind, where = row["kind"], row["office_or_country"]
        if kind == "principal":
            text = singular.get(where, "")
        else:
            role = "Ambassador" if "ambassador" in kind else "Chief of mission"
            text = f"{role} to {country(where)}"
        if text and row["person_id"] in names:
            years = f"({row['started'][:4]}-{row['ended'][:4]})"
            held.add(names[row["person_id"]], f"{text} {years}")
    return held


# ------------------------------------------------------------------------- places, offices, terms


def country(slug: str) -> str:
    """`korea-south` as people write it."""
    small = {"and", "of", "the", "to", "in"}
    return " ".join(w if w in small else w.capitalize() for w in slug.split("-"))


def places(lists: Path, noise: "Noise") -> list[tuple[str, ...]]:
    """Countries of US missions and places in datelines, misprints left out."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table(lists / "appointments_1945_1968.tsv"):
        slug = row["office_or_country"]
        if "chief:ambassador" in row["kind"] and re.fullmatch(r"[a-z-]{4,24}", slug):
            found[country(slug)] = ("", "Country of a US mission", "pocom")
    for name, count in dateline_counts(lists).items():
        words = LETTERS.findall(name)
        if not words or re.search(r"[\d?/(]", name) or name.islower() or len(words) > 4:
            continue
        if any(noise.looks_misread(word, trust=False) for word in words) or "not" in words:
            continue
        if count > 1 or all(noise.seen.get(word, 0) >= 8 for word in words):
            found.setdefault(name, ("", f"Dateline of {count} documents", "frus-datelines"))
    for calendar in "Wednesday Thursday September October".split():
        found.pop(calendar, None)
    return sorted((name, *rest) for name, rest in found.items())


def dateline_counts(lists: Path) -> dict[str, int]:
    """Places at the head of documents, with how many documents say so."""
    found: Counter[str] = Counter()
    with (lists / "dateline_places.tsv").open(encoding="utf-8") as file:
        for line in file:
            name, count = line.rstrip("\n").split("\t")
            found[clean(name)] += int(count)
    return found


def offices(lists: Path) -> list[tuple[str, ...]]:
    """Offices of the US Department of State with the years they existed."""
    rows = table(lists / "positions.tsv")
    return sorted((r["singular"], r["start"], r["end"], "pocom") for r in rows if r["singular"])


def terms(lists: Path) -> list[tuple[str, str, int, str]]:
    """Terms and abbreviations with up to two expansions, the most frequent first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in table(lists / "terms_dev.tsv"):
        term = row["term"].strip(" ,;:")
        if term and row["expansion"] and len(term) <= 40:
            found[term][row["expansion"].rstrip(" .;,")] += 1
    rows = []
    for term, expansions in found.items():
        ranked = sorted(expansions.items(), key=lambda pair: (-pair[1], pair[0]))
        texts = [text[:160] for text, _ in ranked]
        kept = texts[:1] + [t for t in texts[1:2] if fold(t)[:8] != fold(texts[0])[:8]]
        rows.append((term, " | ".join(kept), sum(expansions.values()), "frus-lists"))
    return sorted(rows, key=lambda row: (fold(row[0]), row))


# ---------------------------------------------------------------------------------- words


class Noise:
    """Tells the corpus's own misreadings from rare words."""

    def __init__(self, seen: dict[str, int], trusted: frozenset[str]) -> None:
        self.seen = seen
        self.trusted = trusted
        self.folded: Counter[str] = Counter()
        for word, count in seen.items():
            self.folded[word.casefold()] += count
        self.swaps: list[tuple[str, str]] = []
        for pair in LOOK_ALIKES:
            left, right = pair.split()
            self.swaps += [(left, right), (right, left)]

    def looks_misread(self, word: str, trust: bool = True) -> bool:
        """Whether a rare word is one usual confusion away from a far more frequent one.

        With `trust`, a word of the general list is never taken for a misreading.
        """
        low = word.casefold()
        if trust and low in self.trusted:
            return False
        bar = NOISE_RATIO * max(self.seen.get(word, 1), 1)
        return any(self.folded.get(other, 0) >= bar for other in self.neighbours(low))

    def neighbours(self, word: str) -> Iterator[str]:
        """Words one look-alike block, one lost or one added letter away."""
        for left, right in self.swaps:
            at = word.find(left)
            while at >= 0:
                yield word[:at] + right + word[at + len(left) :]
                at = word.find(left, at + 1)
        for at in range(len(word) + 1):
            if at < len(word):
                yield word[:at] + word[at + 1 :]
            for letter in "abcdefghijklmnopqrstuvwxyz":
                yield word[:at] + letter + word[at:]


def words(noise: Noise, names: frozenset[str]) -> list[tuple[str, int]]:
    """Words of the period, cased as the documents have them, with their counts."""
    rows = []
    for word, count in noise.seen.items():
        if not WORD.fullmatch(word) or word.endswith(("'s", "'S")):
            continue
        low, letters = word.casefold(), len(LETTERS.findall(word)[0])
        sure = low in noise.trusted or word in names
        if not sure and count < (MIN_SHORT_COUNT if len(word) <= 3 else MIN_WORD_COUNT):
            continue
        if not sure and (noise.looks_misread(word) or run_together(word)):
            continue
        if sure and (count < 4 or low not in noise.trusted) and letters < 3:
            continue
        rows.append((word, count))
    return sorted(rows, key=lambda row: (row[0].casefold(), row[0]))


def run_together(word: str) -> bool:
    """Whether a capital within hints at a lost blank ("reportedTelegram"); not in "McGhee"."""
    return re.search(r"[a-z]{3}[A-Z]", word) is not None and not word[0].isupper()


def main() -> None:
    """Read the lists and write every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get("REVIEWER_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data")
    parser.add_argument("--out", type=Path, default=ROOT / "dictionaries")
    parser.add_argument("--without", type=Path, metavar="GOLD")
    args = parser.parse_args()
    lists, out = args.data / "lexicon", args.out / "en"

    less = Tally(args.without)
    seen = counts(args.data / "ngrams" / "unigrams_cased.tsv.gz", less)
    trusted = general_words()
    noise = Noise(seen, trusted)
    people = persons(lists, seen)
    names = frozenset(word for row in people for word in name_words(row[0]) if len(word) > 2)
    period = words(noise, names)

    write(
        out / "domain" / "persons.tsv",
        ("preferred", "variants", "birth", "death", "note", "source"),
        people,
    )
    write(
        out / "domain" / "places.tsv",
        ("preferred", "variants", "note", "source"),
        places(lists, noise),
    )
    write(out / "domain" / "offices.tsv", ("preferred", "start", "end", "source"), offices(lists))
    write(out / "domain" / "terms.tsv", ("preferred", "note", "volumes", "source"), terms(lists))
    write(out / "period" / "words.tsv", ("word", "count"), period)


if __name__ == "__main__":
    main()
