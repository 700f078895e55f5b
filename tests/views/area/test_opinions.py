"""What the council said: every opinion with the reply given to it."""

from __future__ import annotations

import pytest

from core.content.council import council_areas, load_council
from core.data.reader import Read
from core.views.area import opinions
from core.views.area.place import area_of
from core.views.sources import SourceBook
from core.views.words import raw_text
from tests.views.checks import holds


@pytest.mark.parametrize("code", council_areas())
def test_the_opinions_say_the_same_on_screen_and_in_files(read: Read, book: SourceBook, code: str) -> None:
    area = area_of(read, code)
    for topic in ("", *opinions.topics(area)):
        holds(opinions.opinions(area, topic), book)


@pytest.mark.parametrize("code", council_areas())
def test_every_opinion_stands_beside_the_reply_given_to_it_and_in_the_table(
    read: Read, code: str, book: SourceBook
) -> None:
    area, known = area_of(read, code), load_council(code)
    assert known is not None
    section = opinions.opinions(area)
    holds(section, book)
    count = sum(len(r.opinions) for r in known.rows), sum(len(r.replies) for r in known.rows)
    assert raw_text(section.lead).startswith(f"{known.council} {known.body}(")
    assert f"意見{len(known.rows)}件({count[0]}段落)、回答{count[1]}段落" in raw_text(section.lead)
    for row in known.rows:
        said, answered = (tuple(p.text for p in part) for part in (row.opinions, row.replies))
        assert section.topic(f"{row.id}_opinions").lines == said
        assert section.topic(f"{row.id}_replies").lines == answered
        assert bool(section.topic(f"{row.id}_replies").note) == (not answered)
        assert [r[2] for r in section.table("opinions").rows if r[0] == row.label] == [*said, *answered]
        one = opinions.opinions(area, row.id)
        assert [t.key for t in one.topics] == [f"{row.id}_opinions", f"{row.id}_replies"]


@pytest.mark.parametrize("code", council_areas())
def test_by_topic_every_paragraph_of_it_stands_under_its_row_and_no_other(read: Read, code: str) -> None:
    area, known = area_of(read, code), load_council(code)
    assert known is not None
    assert list(opinions.topics(area)) == [*(r.id for r in known.rows), *(t.id for t in known.topics)]
    for topic in known.topics:
        section = opinions.opinions(area, topic.id)
        for row in known.rows:
            parts = {
                "opinions": tuple(p.text for p in row.opinions if topic.id in p.topics),
                "replies": tuple(p.text for p in row.replies if topic.id in p.topics),
            }
            assert section.has_topic(f"{row.id}_opinions") == any(parts.values())
            for part, texts in parts.items():
                if any(parts.values()):
                    assert section.topic(f"{row.id}_{part}").lines == texts


def test_the_hospitals_are_named_with_those_that_are_public(read: Read) -> None:
    said = " ".join(map(raw_text, opinions.opinions(area_of(read, "1005")).sentences))
    assert "5病院(うち公立2) 公立藤岡総合病院(公立)、鬼石病院(公立)、くすの木病院、光病院、篠塚病院" in said


def test_an_area_without_a_council_has_no_opinions(read: Read) -> None:
    area = area_of(read, "1001")
    assert not opinions.has_opinions(area)
    with pytest.raises(KeyError):
        opinions.opinions(area)
