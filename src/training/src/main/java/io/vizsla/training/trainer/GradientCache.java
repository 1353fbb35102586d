package io.vizsla.training.trainer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.encoder.TrainableEncoder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Gradients of a large batch in the memory of a small one (GradCache, arXiv 2101.06983): texts are encoded chunk by chunk
 * and nothing is kept but their vectors; the loss over all of them gives the vectors' gradients; then each chunk is encoded
 * once more, and its vectors' gradients go on to the weights. The gradients are those of one large batch, for one more
 * forward pass.
 *
 * <p>Holds what it was given between {@link #encode} and {@link #backward}, which stand in the same pointer scope. Not safe
 * for use by several threads.
 */
public final class GradientCache {

    private final TrainableEncoder encoder;
    private final int chunk;
    private final List<Encoded> open = new ArrayList<>();

    /** Texts, and their vectors as the loss sees them. */
    private record Encoded(List<int[]> texts, Tensor vectors) {}

    /**
     * @param encoder stays the caller's
     * @param chunk texts that are encoded at a time, 1 or more
     */
    public GradientCache(TrainableEncoder encoder, int chunk) {
        if (chunk < 1) {
            throw VizslaException.invalid("chunk", chunk, "at least 1");
        }
        this.encoder = encoder;
        this.chunk = chunk;
    }

    /**
     * Encodes texts, {@code [texts][dimension]} at unit length, in the pointer scope that is open. May be called several times
     * before {@link #backward}.
     *
     * @param texts token ids as the model reads them; one or more, none is empty
     */
    public Tensor encode(List<int[]> texts) {
        Tensor vectors = vectors(texts);
        vectors.set_requires_grad(true);
        open.add(new Encoded(List.copyOf(texts), vectors));
        return vectors;
    }

    private Tensor vectors(List<int[]> texts) {
        try (NoGradGuard guard = new NoGradGuard()) {
            TensorVector parts = new TensorVector();
            for (int from = 0; from < texts.size(); from += chunk) {
                parts.push_back(encoder.encode(chunk(texts, from)));
            }
            return torch.cat(parts, 0);
        }
    }

    private List<int[]> chunk(List<int[]> texts, int from) {
        return texts.subList(from, Math.min(texts.size(), from + chunk));
    }

    /**
     * Adds the gradients of a loss to the weights that are trained.
     *
     * @param loss a single number, of vectors that were encoded here since the last call
     */
    public void backward(Tensor loss) {
        try {
            loss.backward();
            open.forEach(this::backward);
        } finally {
            open.clear();
        }
    }

    private void backward(Encoded encoded) {
        Tensor gradients = encoded.vectors().grad();
        for (int from = 0; gradients.defined() && from < encoded.texts().size(); from += chunk) {
            try (PointerScope scope = new PointerScope()) {
                List<int[]> texts = chunk(encoded.texts(), from);
                // The gradient of this product is what the loss said.
                encoder.encode(texts)
                        .mul(gradients.narrow(0, from, texts.size()))
                        .sum()
                        .backward();
            }
        }
    }
}
