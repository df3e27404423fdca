from inforce.domain.items.product import Variant, Variants
from inforce.domain.items.sound_texts import SoundTexts
from inforce.domain.items.specs import Specs
from inforce.domain.text import Text
from tests.factories import product, specs


def test_a_text_that_products_have_in_common_is_judged_once() -> None:
    judged: list[str] = []

    def faulty(text: Text) -> bool:
        judged.extend(words for _, words in text.items())
        return text == Text("bad")

    sound = SoundTexts(faulty)
    iron = specs(body="iron", seal="none")
    others = (Specs({**iron, "flow": specs(flow=1)["flow"]}), specs(seal="none"))
    variants = Variants(items=tuple(Variant(order_code="", specs=one) for one in (iron, *others)))
    bad = product("bad", specs=specs(body="iron", seal="bad"), variants=variants)
    assert sound.has_all(product("one", specs=iron, variants=variants))
    assert sound.has_all(product("two", specs=iron))
    assert judged == ["iron", "none"]
    assert not sound.has_all(bad)
    assert not sound.has_all(bad)
    assert judged == ["iron", "none", "bad", "bad"]


def test_under_what_a_figure_holds_is_a_text_too() -> None:
    good, bad = ({"value": 5, "condition": words} for words in ("good", "bad"))
    figures = ({"head": good}, {"head": bad}, {"head": good, "power": bad})
    catalogue = [product(specs=specs(flow=5, **more)) for more in figures]
    sound = SoundTexts(lambda text: text == Text("bad"))
    assert [sound.has_all(one) for one in catalogue] == [True, False, False]
