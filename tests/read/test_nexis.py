"""Exports of Nexis: several articles a file, in two forms, as text and as Word files. The exports here are invented."""

import pytest
from reading import Read

OLD = """\ufeff

Download Request: Selected Items: 1-2
Time Of Request: Monday, May 5, 2031

                               1 of 2 DOCUMENTS



                              Aldmouth Bell (Coast)

                              May 4, 2031 Sunday
                                   Edition 1;
                                  Late Edition

Ferry quay shut after storm; harbour
office speaks of nine hurt

BYLINE: BY ILSE MARR

SECTION: NEWS; Pg. 3

LENGTH: 41 words

The ferry quay in Aldmouth was shut on Sunday after a storm tore off its rail,
the harbour office said. At least nine people were hurt.

"We will not open it before the rail is mended," said the harbour master, Piet
Oram.

LOAD-DATE: May 4, 2031

LANGUAGE: ENGLISH

GRAPHIC: The quay, seen from the sea

PUBLICATION-TYPE: Newspaper


                      Copyright 2031 Aldmouth Bell Limited
                              All Rights Reserved

                               2 of 2 DOCUMENTS


                                  Coast Courier

                                 May 5, 2031

Rail to be mended

LENGTH: 9 words

The town will pay for the works, Mayor Ann Lusk said on Monday.

LOAD-DATE: May 5, 2031

LANGUAGE: ENGLISH


                      Copyright 2031 Coast Courier
                              All Rights Reserved
"""

NEW = [
    "Date and Time: Monday, 5. May 2031 09:31:00 CEST",
    "Documents (2)",
    "1. Ferry quay shut after storm",
    "Client/Matter: -None-",
    "Search Terms: quay",
    "",
    "Ferry quay shut after storm",
    "Aldmouth Bell (Coast)",
    "May 4, 2031 Sunday 9:20 AM GMT",
    "",
    "Copyright 2031 Aldmouth Bell Limited All Rights Reserved",
    "Section:\u00a0NEWS; Version:2",
    "Length:\u00a041 words",
    "Byline:\u00a0Ilse Marr in Aldmouth",
    "Body",
    "",
    "The ferry quay in Aldmouth was shut on Sunday after a storm tore off its rail, the harbour office said.",
    "",
    '"We will not open it before the rail is mended," said the harbour master, Piet Oram.',
    "",
    "Classification",
    "Language:\u00a0ENGLISH",
    "Load-Date:\u00a0May 4, 2031",
    "End of Document",
    "Rail to be mended",
    "Coast Courier",
    "May 5, 2031",
    "Length:\u00a09 words",
    "Body",
    "The town will pay for the works, Mayor Ann Lusk said on Monday.",
    "Load-Date:\u00a0May 5, 2031",
    "End of Document",
]


def facts(read):
    return [(article.outlet, article.published, article.byline, article.title) for article in read.articles]


def test_the_older_form(tmp_path):
    (tmp_path / "Bell 2031.TXT").write_bytes(OLD.replace("\n", "\r\n").encode())
    read = Read(tmp_path)
    assert facts(read) == [
        ("Aldmouth Bell (Coast)", "2031-05-04", "ILSE MARR", "Ferry quay shut after storm; harbour office speaks of nine hurt"),
        ("Coast Courier", "2031-05-05", None, "Rail to be mended"),
    ]
    first, second = read.articles
    assert first.text.split("\n\n")[1:] == [
        "The ferry quay in Aldmouth was shut on Sunday after a storm tore off its rail, the harbour office said. At least nine people were hurt.",
        '"We will not open it before the rail is mended," said the harbour master, Piet Oram.',
    ]
    assert second.source_file == "Bell 2031.TXT#2"
    assert second.article_id.endswith("-txt-2")
    assert second.place.endswith("TXT:43")
    assert not read.remarks


def test_the_newer_form_as_text(tmp_path):
    (tmp_path / "bell.txt").write_text("\n".join(NEW), encoding="utf-8")
    assert facts(Read(tmp_path)) == [
        ("Aldmouth Bell (Coast)", "2031-05-04", "Ilse Marr in Aldmouth", "Ferry quay shut after storm"),
        ("Coast Courier", "2031-05-05", None, "Rail to be mended"),
    ]


def test_the_newer_form_as_a_word_file(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for words in NEW:
        document.add_paragraph(words)
    document.save(str(tmp_path / "bell.DOCX"))
    read = Read(tmp_path)
    assert read.ids == ["bell-docx-1", "bell-docx-2"]
    assert facts(read)[0] == ("Aldmouth Bell (Coast)", "2031-05-04", "Ilse Marr in Aldmouth", "Ferry quay shut after storm")
    assert "Classification" not in read.articles[0].text


def test_a_word_file_that_is_no_export_is_one_article(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("Quay shut")
    document.add_paragraph("The quay was shut on Sunday, the harbour office said.")
    document.save(str(tmp_path / "quay.docx"))
    assert Read(tmp_path).one.text == "Quay shut\n\nThe quay was shut on Sunday, the harbour office said."


def test_one_export_in_two_formats_gives_two_sets_of_ids(tmp_path):
    docx = pytest.importorskip("docx")
    (tmp_path / "bell.txt").write_bytes(OLD.encode())
    document = docx.Document()
    for words in NEW:
        document.add_paragraph(words)
    document.save(str(tmp_path / "bell.docx"))
    assert Read(tmp_path).ids == ["bell-docx-1", "bell-docx-2", "bell-txt-1", "bell-txt-2"]
