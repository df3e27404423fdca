from inforce.domain.product import Variant, Variants
from inforce.domain.sound_texts import SoundTexts
from inforce.domain.specs import Specs
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
