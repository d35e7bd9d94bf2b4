"""What HR systems, databases and spreadsheets write for nothing, for no end, for months and under the rows.

All in small letters and without accents.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EMPTY = _words(r"""
    null (null) <null> [null] {null} \n nil (nil) nul none (none) <none> nan nat <na> undefined #null!
    n/a n.a. n.a na #n/a #na n/v n.v. k.a. s/o - -- --- – — _ . .. (blank) [blank] blank (empty) empty
    leer vide vacio vazio
""") | {
    *("not applicable", "not available", "not assigned", "not set", "(not set)", "no value", "n / a"),
}
NO_END = _words("""
    open infinity max never present current permanent perm ongoing indefinite unlimited tbc tbd
    unbefristet indefini indefinido open-ended
""") | {
    *("open ended", "no end", "no end date", "no expiry", "not ended", "end of time", "to date"),
    *("until further notice", "to be confirmed"),
}

MONTHS = tuple(
    line.split()
    for line in (
        "january januar janvier enero januari janeiro gennaio jaenner",
        "february februar fevrier febrero februari fevereiro febbraio",
        "march maerz marz mars marzo maart marco mrz mrt",
        "april avril abril aprile",
        "may mai mayo mei maio maggio",
        "june juni juin junio junho giugno",
        "july juli juillet julio julho luglio",
        "august aout agosto augustus",
        "september septembre septiembre setembro settembre",
        "october oktober octobre octubre outubro ottobre",
        "november novembre noviembre novembro",
        "december dezember decembre diciembre dezembro dicembre",
    )
)

# Patterns of what stands in the first cell of a row that is about the file, and not about a person.
FOOTERS = (
    r"(?:(?:grand|sub|sum|page|report|overall|running) ?-?)?totals?\b",
    r"(?:gesamt(?:summe)?|summe|total general|totaal|totale|insgesamt)\b",
    r"(?:sum|count|average|avg|anzahl)\b *(?:of\b.*|[:=].*|\d.*)?$",
    r"(?:record|row|line|head|staff|employee|item) ?-?count\b",
    r"(?:(?:total |number |no\.? |# )(?:of )?)?"
    r"(?:records?|rows?|employees|staff|people|persons|entries|items|lines|results|headcount|fte)"
    r"(?: (?:in total|total|count|exported|found|selected|returned))? *[:=] *\d",
    r"(?:number|no\.?) of (?:records|rows|employees|staff|people|persons|entries|items|lines)\b",
    r"\d[\d,. ]* *(?:records?|rows?|employees|people|persons|entries|items|lines|results)\b"
    r"(?: (?:selected|affected|returned|exported|found|in total|listed|printed|shown))?",
    r"(?:end|ende|fin) (?:of|der|du|de) +(?:the +)?"
    r"(?:report|file|list|data|export|extract|document|liste|datei)\b",
    r"(?:end|eof|\*+ *end *\*+|the end|trailer|trl|footer|ende)\.?$",
    r"page \d+(?: (?:of|/) ?\d+)?",
    r"seite \d+",
    r"(?:report |file |data |list |extract )?"
    r"(?:printed|generated|exported|extracted|produced|created|downloaded|refreshed|run)"
    r"(?: (?:on|at|by|date|from)\b| *:)",
    r"(?:report|file) (?:date|name|id|title|parameters?|ends?|end)\b",
    r"(?:applied )?filters?(?: applied)?\b *(?:[:=].*|are\b.*)?$",
    r"(?:data )?as (?:of|at) ",
    r"(?:confidential|copyright|©|internal use)",
    r"(?:source|disclaimer|notes?) *:",
)
