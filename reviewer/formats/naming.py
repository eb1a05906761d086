"""Names in OCR files: of languages and of picture files, put into the form that we use."""

import os
import re
import unicodedata
from pathlib import Path

from reviewer.formats.images import SUFFIXES

# ISO 639-1 code, ISO 639-2 terminological code, bibliographic code where it differs, names; "_"
# stands for a blank. Source: ISO 639-2 registry; names added from PAGE's LanguageSimpleType.
_TABLE = """
aa aar Afar; ab abk Abkhazian Abkhaz; ae ave Avestan; af afr Afrikaans; ak aka Akan; am amh
Amharic; an arg Aragonese; ar ara Arabic; as asm Assamese; av ava Avaric; ay aym Aymara; az aze
Azerbaijani; ba bak Bashkir; be bel Belarusian; bg bul Bulgarian; bh bih Bihari_languages
Bihari; bi bis Bislama; bm bam Bambara; bn ben Bengali Bangla; bo bod tib Tibetan; br bre
Breton; bs bos Bosnian; ca cat Catalan Valencian; ce che Chechen; ch cha Chamorro; co cos
Corsican; cr cre Cree; cs ces cze Czech; cu chu Church_Slavic Old_Slavonic Church_Slavonic
Old_Bulgarian Old_Church_Slavonic; cv chv Chuvash; cy cym wel Welsh; da dan Danish; de deu ger
German; dv div Divehi Dhivehi Maldivian; dz dzo Dzongkha; ee ewe Ewe; el ell gre Greek; en eng
English; eo epo Esperanto; es spa Spanish Castilian; et est Estonian; eu eus baq Basque; fa fas
per Persian; ff ful Fulah Fula; fi fin Finnish; fj fij Fijian; fo fao Faroese; fr fra fre
French; fy fry Western_Frisian; ga gle Irish; gd gla Gaelic Scottish_Gaelic; gl glg Galician; gn
grn Guarani; gu guj Gujarati; gv glv Manx; ha hau Hausa; he heb Hebrew; hi hin Hindi; ho hmo
Hiri_Motu; hr hrv Croatian; ht hat Haitian Haitian_Creole; hu hun Hungarian; hy hye arm
Armenian; hz her Herero; ia ina Interlingua; id ind Indonesian; ie ile Interlingue Occidental;
ig ibo Igbo; ii iii Sichuan_Yi Nuosu; ik ipk Inupiaq; io ido Ido; is isl ice Icelandic; it ita
Italian; iu iku Inuktitut; ja jpn Japanese; jv jav Javanese; ka kat geo Georgian; kg kon Kongo;
ki kik Kikuyu Gikuyu; kj kua Kuanyama Kwanyama; kk kaz Kazakh; kl kal Kalaallisut Greenlandic;
km khm Central_Khmer Cambodian Khmer; kn kan Kannada; ko kor Korean; kr kau Kanuri; ks kas
Kashmiri; ku kur Kurdish; kv kom Komi; kw cor Cornish; ky kir Kirghiz Kyrgyz; la lat Latin; lb
ltz Luxembourgish Letzeburgesch; lg lug Ganda; li lim Limburgan Limburger Limburgish; ln lin
Lingala; lo lao Lao; lt lit Lithuanian; lu lub Luba-Katanga; lv lav Latvian; mg mlg Malagasy; mh
mah Marshallese; mi mri mao Maori; mk mkd mac Macedonian; ml mal Malayalam; mn mon Mongolian; mr
mar Marathi; ms msa may Malay; mt mlt Maltese; my mya bur Burmese; na nau Nauru; nb nob
Norwegian_Bokmål; nd nde North_Ndebele; ne nep Nepali; ng ndo Ndonga; nl nld dut Dutch Flemish;
nn nno Norwegian_Nynorsk; no nor Norwegian; nr nbl South_Ndebele; nv nav Navajo Navaho; ny nya
Chichewa Chewa Nyanja; oc oci Occitan Provençal; oj oji Ojibwa Ojibwe; om orm Oromo; or ori
Oriya; os oss Ossetian Ossetic; pa pan Panjabi Punjabi; pi pli Pali; pl pol Polish; ps pus
Pushto Pashto; pt por Portuguese; qu que Quechua; rm roh Romansh; rn run Rundi Kirundi; ro ron
rum Romanian Moldavian Moldovan; ru rus Russian; rw kin Kinyarwanda; sa san Sanskrit; sc srd
Sardinian; sd snd Sindhi; se sme Northern_Sami; sg sag Sango; si sin Sinhala Sinhalese; sk slk
slo Slovak; sl slv Slovenian Slovene; sm smo Samoan; sn sna Shona; so som Somali; sq sqi alb
Albanian; sr srp Serbian; ss ssw Swati; st sot Southern_Sotho; su sun Sundanese; sv swe Swedish;
sw swa Swahili; ta tam Tamil; te tel Telugu; tg tgk Tajik; th tha Thai; ti tir Tigrinya; tk tuk
Turkmen; tl tgl Tagalog; tn tsn Tswana; to ton Tonga; tr tur Turkish; ts tso Tsonga; tt tat
Tatar; tw twi Twi; ty tah Tahitian; ug uig Uighur Uyghur; uk ukr Ukrainian; ur urd Urdu; uz uzb
Uzbek; ve ven Venda; vi vie Vietnamese; vo vol Volapük; wa wln Walloon; wo wol Wolof; xh xho
Xhosa; yi yid Yiddish; yo yor Yoruba; za zha Zhuang Chuang; zh zho chi Chinese Cantonese; zu zul
Zulu"""
_OF_TESSERACT = {"frk": "de", "iast": "sa", "enm": "en", "frm": "fr", "grc": "el", "tgl": "tl"}
"""Codes of older stages of a language, which have no code of two letters, and Tesseract's own."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SKIPPED = ((b"<?", b"?>"), (b"<!--", b"-->"))
_NAME = re.compile(rb"<(?:[^\s<>/:\"'=]+:)?([^\s<>/:\"'=]+)[\s/>]")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_SUBTAG = re.compile(r"[-_.@+;,/ ]")
_FOLDERS = ("", "..", "images", "image", "img", "../images", "../image", "../img")


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).lower()
    return "".join(char for char in plain if char.isalpha())


_CODES = {
    _key(name): fields[0]
    for fields in (entry.split() for entry in _TABLE.split(";"))
    for name in fields
} | _OF_TESSERACT


def root_name(head: bytes) -> str:
    """The name, without prefix, of the root of an XML file that begins so; empty if it is none."""
    if head.startswith(_UTF_16):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while head:
        for opening, closing in _SKIPPED:
            if head.startswith(opening):
                head = head.partition(closing)[2].lstrip()
                break
        else:
            doctype = _DOCTYPE.match(head)
            if doctype is None:
                break
            head = head[doctype.end() :].lstrip()
    found = _NAME.match(head)
    return found[1].decode("utf-8", "replace") if found else ""


def language_code(said: str) -> str:
    """The two-letter code (BCP 47) of a language as OCR files name it; empty where unknown.

    Takes English names ("German", as PAGE has them), ISO 639-1 to -3 codes, locales ("de_AT",
    "en-GB") and Tesseract's names ("deu_latf", "chi_sim", "eng+fra": the first counts). A language
    of three letters that has no shorter code is unknown.
    """
    whole = _CODES.get(_key(said))
    if whole is not None:
        return whole
    first = _SUBTAG.split(said.strip(), maxsplit=1)[0]
    return _CODES.get(_key(first), "")


def find_image(path: Path, named: str) -> Path | None:
    """Where the picture is that a file at `path` calls `named`, absolute; None where there is none.

    It is looked for as named, then by its bare name beside the file, in the folder above, and in
    folders for images beside or above; then by name without its suffix, as pictures are often
    converted behind the back of their transcripts.
    """
    name = re.split(r"[/\\]", named.strip())[-1]
    if not name or "\0" in named:
        return None
    folders = [path.parent / folder for folder in _FOLDERS]
    try:
        exact = [folder / name for folder in folders]
        if not named.strip().startswith(("//", "\\\\")):  # never ask another machine
            exact.insert(0, path.parent / named.strip())
        for found in exact:
            if found.suffix.lower() in SUFFIXES and found.is_file():
                return _plain(found)
        like = next((one for folder in folders for one in _named_like(folder, name)), None)
        return like and _plain(like)
    except OSError:  # a name longer than the system takes
        return None


def _plain(path: Path) -> Path:
    """The path from the root on, without `..`; links stay, as people know their folders by them."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve() would follow the links


def _named_like(folder: Path, name: str) -> list[Path]:
    """Pictures in a folder that are called `name` but for case and suffix."""
    if not folder.is_dir():
        return []
    stems = {name.lower(), Path(name).stem.lower()}
    return sorted(
        one
        for one in folder.iterdir()
        if one.suffix.lower() in SUFFIXES and one.stem.lower() in stems and one.is_file()
    )
