import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")


def test_evening_out_changes_no_product() -> None:
    from training.evening import even_out
    from training.network import Encoder, Shape

    torch.manual_seed(1)
    encoder = Encoder(Shape(layers=2, hidden=24, heads=2, inner=48)).eval()
    with torch.no_grad():
        encoder.norm.weight[3] *= 40  # one component far larger than the rest
    pieces, mask = torch.randn(2, 7, 24), torch.ones(2, 7)
    with torch.no_grad():
        before = encoder(pieces, mask)[-1].clone()
        even_out(encoder, lambda: encoder(pieces, mask))
        after = encoder(pieces, mask)[-1]
    assert torch.allclose(before, after, atol=1e-4)
    spread = encoder.layers[0].before_attention.inverse
    assert spread.argmin() == 3
