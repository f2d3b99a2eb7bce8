"""The words by which a résumé shows what something is: roles, degrees, organisations, sections, labels.

They decide only where the form does not. Each is the beginning of a word, in the languages in which résumés
were seen.
"""

import re

ROLE = re.compile(
    r"(?<![^\W_])(?:"
    r"engineers?\b|engr?\b|develop+ers?\b|devs?\b|program+er|coder\b|architect(?!ur)|administrator|admin\b|sysadmin|sys admin|devops|sre\b|dba\b|tester|qa\b"
    r"|manager|director|head of|lead\b|leader|chief|officer|c[tefi]o\b|vp\b|vice president|president|founder|co-?founder"
    r"|owner|consultant|contractor|freelanc|self-employed|analyst|designer|scientist|researcher"
    r"|assistant|associate\b|fellow|professor|lecturer|instructor|teacher|tutor|trainer|intern\b|internship"
    r"|trainee|apprentice|student|specialist|expert\b|technician|operator|coordinator|supervisor|integrator|contract\b|editor\b|writer|author\b"
    r"|ad?visor|adviser|advocate|evangelist|maintainer|contributor|mentor|principal|senior\b|junior|support\b|webmaster"
    r"|volunteer|member|secretary|clerk|cashier|accountant|producer|translator|post-?doc|representative|salesman"
    r"|hacker|speaker|co-?op\b|participant|nurse|lawyer|chef\b|cook\b|driver|journalist|librarian"
    r"|entwickler|ingenieur|leiter|berater|architekt|praktik|werkstudent|mitarbeiter|wissenschaftler|informatiker"
    r"|geschäftsführer|gründer|dozent|lehrer|referent|aushilfe"
    r"|ingénieur|développeu|directeur|responsable|stagiaire|chercheu|concept(?:eur|rice)|architecte|analyste|administrateur|enseignant"
    r"|ingenier|desarrollador|programador|jef[ea]\b|arquitect|becari|administrador|analista|pasant|docente"
    r"|graphi(?:ste|c)|desenvolvedor|engenheir|estagi|sviluppat|ingegner|programmatore|responsabile|tirocin|programista|inżynier"
    r"|ontwikkelaar|stagiair|utvecklare|utvikler|udvikler|ohjelmisto|mjukvaru"
    r"|инженер|сотрудник|куратор|разработчик|программист|архитектор|руководитель|директор|менеджер|консультант|ведущий|старший"
    r"|стаж[её]р|администратор|аналитик|преподаватель|тимлид"
    r")|\w*(?:entwickler|ingenieur|leiter|berater|administrator)(?:in)?\b"
    r"|エンジニア|開発者|開発|プログラマ|工程师|工程師|开发|開發|经理|프로그래머|엔지니어|개발자|인턴|창업자",
    re.IGNORECASE,
)
# A degree; what follows "in" is its subject.
DEGREE = re.compile(
    r"(?<![^\W_])(?:Bachelor|Master|Magister|Doctor|Associate(?:['’]s)? (?:degree|of)\b|Diplom|Licen[cst]|Ph\.?\s?D|M\.?B\.?A\b"
    r"|(?:B|M|D)\.?\s?(?:Sc|Eng|Tech|Phil|Ed|Ing)\b|[BM]\.?\s?[AS]\.?(?![\w.])|A\.?[AS]\.?(?![\w.])|Abitur|Baccalaur"
    r"|Maîtrise|Doctorat|Promotion|Grado\b|Licenciatura|Ingenier[íi]a|Laurea|Бакалавр|Магистр|Специалист|学士|修士|博士"
    r"|High School Diploma|Certificate\b|Engineer's degree|Minor\b|DUT\b|BTS\b|CFGM\b|CFGS\b|GCSE|A-Levels?)",
)
LEGAL = (
    r"(?:Inc|Ltd|Limited|LLC|LLP|PLC|plc|Corp|Co|GmbH|AG|KG|SE|S\.|B\.V|Oy|AB|AS|ApS|Pty|SA|SAS|SARL|SpA)\b"
)
ORGANISATION = re.compile(
    rf"\b{LEGAL}|(?<![^\W_])(?:universit|universidad|institut|colleg|school\b|academy|polytechni|école|hochschule"
    r"|akademie|liceo|lycée|gymnasium|foundation|ministry|ministère|agency|agence|bank\b|group\b|gruppe\b|laborator"
    r"|labs?\b|studios?\b|systems\b|solutions\b|technologies\b|company\b|& associates|corporation|университет|институт|академия)"
    r"|[\w]*(?:universität|hochschule)\b|大学|大學|学院|대학교|株式会社|公司",
    re.IGNORECASE,
)
# Work that has no employer.
ALONE = re.compile(
    r"freelanc|self-employ|indep|indépend|contract|consult|founder|owner|selbst?ständig|freiberuf|autónom|autônom"
    r"|фриланс|самозанят|volunteer|フリーランス|自由职业|프리랜서",
    re.IGNORECASE,
)
# A length of time, which is no dates.
DURATION = re.compile(
    r"\W*\d[\d.,½+]*\+?\s*(?:y(?:ea)?rs?|months?|mos?|ans?|année|mois|Jahre?|Monate?|años?|meses|mes|anos?|г\.|лет|год\w*|мес\w*"
    r"|anni|mesi|年|个月|개월)\b",
    re.IGNORECASE,
)
# Headings that group whole jobs, and are no employer.
GROUPING = re.compile(
    r"\W*(?:industr|academ|full.?time|part.?time|freelanc|other|earlier|previous|current|career|intern|recent|selected"
    r"|relevant|positions|employment|professional|permanent|contract)",
    re.IGNORECASE,
)
# What a résumé is called, which is not a name.
DOCUMENT = re.compile(
    r"(?:my )?(?:résumé|resume|cv|c\.v\.|curriculum(?: vitae)?|vita|lebenslauf|currículo|curriculo|резюме|履歴書|简历|이력서)",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?:[^\W\d_a-zа-я][\w.'’-]*)(?:\s+(?:(?:de|da|di|van|von|der|den|la|le|el|bin|al)\s+)*[^\W\d_a-zа-я][\w.'’-]*){1,4}"
)
# `Permanent job in Acme, Leeds.`: a sentence that says what the heading above it does not.
JOB_IN = re.compile(r"^(?:[A-Z]\w+ (?:job|contract)(?: of \S+ \S+)?|Internship of \d+ \w+) in(?=\s)")
AT = re.compile(rf"(?:^|\s)(?:(?:at|bei|chez|presso|hos|na|no)(?:\s|$)|@)|{JOB_IN.pattern}")

OTHER_HEADINGS = re.compile(
    r"contact|personal|information|details|skill|language|interest|hobb|reference|technical|about|greeting|overview|data",
    re.IGNORECASE,
)
# The labels of a list that describes one job: "Title: Engineer".
LABELS = {
    "title": r"(?:job )?title|role|position|poste?|stelle|funktion|cargo|puesto|должность",
    "name": r"company|employer|organi[sz]ation|client|firma|arbeitgeber|entreprise|empresa|компания",
    "dates": r"dates?|duration|period|time|when|years?|zeitraum|période|periodo|период",
    "location": r"location|place|where|city|ort|lieu|lugar|место",
}

# Words by which a heading shows its kind. The first match wins: "Volunteer Experience" is not employment.
KINDS = {
    "volunteer": r"volunt|ehrenamt|bénévol|волонт",
    "summary": r"^(?:(?:professional|executive|career|personal|brief) )?(?:summary|profile|objective|overview|statement)$"
    r"|^(?:about(?: me)?|profil|über mich|zusammenfassung|résumé|à propos|resumen|perfil|sobre mí|о себе|自己紹介)$",
    "work": r"appointment|academic (?:work|positions|career)|\b(?:work|professional) (?:experience|history)",
    "education": r"educa|universit|\bdegrees?\b|academic|school|(?<!case )\bstudies|🎓|учёба"
    r"|образование|ausbildung|studium|(?<!in)form(?:ation|ación|ação)|istruzione|opleiding|utbildning|学歴|学历|학력",
    "contact": r"contact|kontakt|coordonnées|контакт|連絡先|联系",
    "aside": r"talk|speaking|presentation|publication|papers|award|honou?r|prize|certifi|patents?\b"
    r"|project|open.source|side |selected work|case studies|projekt|projet|vortr|veröffentlich|проект|skill|technolog",
    "work ": r"experience|employ|\bwork\b|career|jobs|positions|expérience|experiencia|experiência|esperienz"
    r"|erfahrung|erfaring|doświadczen|zkušenost|deneyim|досвід|werdegang|beruf|опыт|карьера|работа|職歴|职业|工作|경력|werkervaring|erfarenhet|laboral",
}


def kind_of(heading: str) -> str:
    """`work`, `volunteer`, `education`, `summary` or `aside`; empty where a heading shows none."""
    fitting = (kind for kind, words in KINDS.items() if re.search(words, heading, re.IGNORECASE))
    return next(fitting, "").strip()


def label_of(text: str) -> str:
    """Which part of a job a label names: a key of LABELS, or empty."""
    name = text.strip(" :*")
    return next((part for part, words in LABELS.items() if re.fullmatch(words, name, re.IGNORECASE)), "")


def looks_like_name(text: str) -> bool:
    """Whether a heading may be a person's: some words with capitals, none of which says what a section holds."""
    known = kind_of(text) or ROLE.search(text) or ORGANISATION.search(text) or OTHER_HEADINGS.search(text)
    return bool(NAME.fullmatch(text.strip())) and not known
