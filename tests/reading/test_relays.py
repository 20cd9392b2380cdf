"""Through whom a voice is heard: what formulas say, for all claims of the voice."""

import pytest

import ravi


def chains(text: str) -> list[list[str]]:
    """Return who hands on each claim after the publisher, the origin last."""
    claims = ravi.read(text, publisher="خبرگزاری نمونه", published="2024-05-02").claims
    assert claims
    return [[voice.name for voice in claim.chain[1:]] for claim in claims]


@pytest.mark.parametrize(
    ("text", "voice", "outlet"),
    [
        (
            "یک مقام امنیتی پاکستان که خواست نامش فاش نشود، به خبرنگار اکسپرس تریبون گفت که نیروهای مرزی روستایی را در "
            "باجور گلوله‌باران کردند. به گفته این مقام، شش خانه ویران شد. این مقام همچنین از کشته شدن دو زن خبر داد و "
            "تاکید کرد که ارتش چهار تن را بازداشت کرده است.",
            "یک مقام امنیتی پاکستان",
            "خبرنگار اکسپرس تریبون",
        ),
        (
            "الکساندر ماسلوف، رئیس شورای دونتسک، به تلویزیون روسیا ۲۴ گفت ارتش اوکراین شهر را گلوله‌باران کرد. "
            "ماسلوف همچنین از نقض آتش‌بس شکایت کرد.",
            "ماسلوف",
            "تلویزیون روسیا ۲۴",
        ),
        (
            "یک فرمانده میدانی به المنار گفت: از سه شب پیش در برف پیش رفتیم و سپیده‌دم یکشنبه دو تپه را گرفتیم.",
            "یک فرمانده میدانی",
            "المنار",
        ),
        (
            "مرکز شهر حلب بامداد دوشنبه با موشک هدف قرار گرفت. به گزارش رویترز، سخنگوی ارتش گفت پنج سرباز کشته شدند.",
            "سخنگوی ارتش",
            "رویترز",
        ),
    ],
)
def test_a_formula_hands_on_every_claim_of_its_voice(text: str, voice: str, outlet: str) -> None:
    told = [chain for chain in chains(text) if chain and voice in chain[-1]]
    assert told
    assert all(chain[:-1] == [outlet] for chain in told)


def test_what_a_formula_says_is_not_mixed_with_other_outlets() -> None:
    text = (
        "شیخ بلال کریمی به شبکه ال‌بی‌سی لبنان گفت با مسئول النصره دیدار کردیم و سه پلیس آزاد می‌شوند. "
        "خبرگزاری فرانسه به نقل از یک امدادگر نوشت که دو کودک در گلوله‌باران کشته شدند."
    )
    told = {chain[-1]: chain[:-1] for chain in chains(text) if chain}
    assert told["یک امدادگر"] == ["خبرگزاری فرانسه"]
    assert told["شیخ بلال کریمی"] == ["شبکه ال‌بی‌سی لبنان"]


def test_the_publisher_is_no_relay_of_its_own_report() -> None:
    text = "فرماندار هرات به خبرگزاری نمونه گفت که طالبان به پاسگاهی در غوریان حمله کردند."
    assert all(len(chain) == 1 for chain in chains(text) if chain)
