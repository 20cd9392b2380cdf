from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ravi.output.marks import Mark, cut
from ravi.report import Span

MARKS = st.lists(
    st.tuples(st.integers(0, 19), st.integers(1, 8), st.integers(1, 3)).map(
        lambda drawn: Mark(Span(drawn[0], drawn[0] + drawn[1]), drawn[2], "agent")
    ),
    max_size=8,
)


@given(MARKS)
def test_pieces_cover_the_text_without_a_gap(marks: list[Mark]) -> None:
    pieces = list(cut(0, 30, marks))
    assert [piece.span.start for piece in pieces] == [0, *(piece.span.end for piece in pieces[:-1])]
    assert pieces[-1].span.end == 30


@given(MARKS)
def test_a_piece_has_the_marks_that_cover_it(marks: list[Mark]) -> None:
    for piece in cut(0, 30, marks):
        for mark in marks:
            is_inside = mark.span.start <= piece.span.start and piece.span.end <= mark.span.end
            assert (mark in piece.marks) == is_inside


def test_an_empty_line_has_no_piece() -> None:
    assert list(cut(3, 3, [])) == []
