"""What ``yizhan coverage`` says on the screen."""

from pathlib import Path
from typing import Any, Final

from geodata.reporting.replaying import Replay
from geodata.reporting.report import Report
from geodata.reporting.table import FIGURES, figures
from geodata.reporting.tables import parts
from locator.words import Words
from web.cli.speech import complain, here, tell

TOLD: Final = 3  # gaps on the screen


def print_figures(report: Report) -> None:
    """Print the key figures, with what they mean."""
    lang = here()
    tell(report.definition)
    for name, part in parts(report):
        tell(
            Words(
                f"  {name.zh}:覆盖 {part.share(lang)}",
                f"  {name.en}: {part.share(lang)} covered",
            )
        )
    for term, text in report.key_figures:
        tell(Words(f"  {term.zh}:{text}", f"  {term.en}: {text}"))
    print_gaps(report)
    for note in report.notes:
        complain(note)


def print_gaps(report: Report) -> None:
    """Print why demand is missed, and the worst gaps."""
    lost = sum(report.by_reason.values())
    for code, amount in report.by_reason.items():
        if amount > 0:
            words = report.reasons[code]
            tell(
                Words(
                    f"  未确定覆盖的 {amount / lost:.1%}:{words.zh}",
                    f"  {amount / lost:.1%} of what is not covered for certain: {words.en}",
                )
            )
    for rank, gap in enumerate(report.gaps[:TOLD], start=1):
        said = [words for words in (gap.name, gap.worst, gap.remedy) if words.zh]
        tell(
            Words(
                f"  缺口 {rank}:{';'.join(words.zh for words in said)}",
                f"  gap {rank}: {'; '.join(words.en for words in said)}",
            )
        )


def summary(report: Report, outputs: tuple[Path, ...], compared: Replay | None) -> dict[str, Any]:
    """Return the key figures, for ``--json``."""
    told = {
        "definition": report.definition.say(here()),
        "settings": report.settings,
        "inputs": report.inputs,
        "revision": report.revision,
        "unit_of_sums": report.unit_of_sums.say(here()),
        "total": dict(zip(FIGURES, figures(report.total), strict=True)),
        "day": dict(zip(FIGURES, figures(report.day), strict=True)) if report.day else None,
        "night": dict(zip(FIGURES, figures(report.night), strict=True)) if report.night else None,
        "by_reason": report.by_reason,
        "gaps": report.gap_count,
        "notes": [note.say(here()) for note in report.notes],
        "files": [str(path) for path in outputs],
    }
    if compared is not None:
        told["replay"] = compared._asdict()
    return told


def conclude(compared: Replay, *, as_json: bool) -> None:
    """Say whether all is as it was; exit with 1 where it is not."""
    say_it = complain if as_json else tell
    data, figures, newer = (", ".join(names) for names in compared)
    say_it(
        Words(f"数据已不同:{data}", f"other data than then: {data}")
        if data
        else Words("数据相同", "the data are the same")
    )
    say_it(
        Words(f"数字不同:{figures}", f"figures differ: {figures}")
        if figures
        else Words("数字相同", "the figures are the same")
    )
    if newer:
        say_it(Words(f"旧报告里没有:{newer}", f"not in the older report: {newer}"))
    if not compared.is_same:
        raise SystemExit(1)
