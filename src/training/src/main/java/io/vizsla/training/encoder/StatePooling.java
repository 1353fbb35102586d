package io.vizsla.training.encoder;

import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Makes one vector of a text's states, {@code [rows][length][d]} to {@code [rows][d]}, as serving does. */
final class StatePooling {

    private StatePooling() {}

    static Tensor pool(PoolingMode mode, PaddingSide side, Tensor states, Tensor mask) {
        return switch (mode) {
            case CLS -> first(side, states, mask);
            case MEAN -> mean(states, mask);
            case LAST_TOKEN -> last(side, states, mask);
            case GRAPH -> states;
        };
    }

    private static Tensor mean(Tensor states, Tensor mask) {
        Tensor weights = mask.to(states.scalar_type()).unsqueeze(-1);
        return torch.div(torch.mul(states, weights).sum(1), weights.sum(1));
    }

    private static Tensor first(PaddingSide side, Tensor states, Tensor mask) {
        return side == PaddingSide.RIGHT
                ? states.select(1, 0)
                : at(states, torch.sub(mask.sum(1), new Scalar(mask.size(1))).neg());
    }

    private static Tensor last(PaddingSide side, Tensor states, Tensor mask) {
        return side == PaddingSide.LEFT
                ? states.select(1, states.size(1) - 1)
                : at(states, torch.sub(mask.sum(1), new Scalar(1L)));
    }

    private static Tensor at(Tensor states, Tensor places) {
        Tensor index = places.reshape(-1, 1, 1).expand(-1, 1, states.size(2));
        return states.gather(1, index).squeeze(1);
    }
}
