package io.vizsla.api.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/**
 * How worked examples move the vector of a query where the model was not trained to read them: {@code q' = norm((1 - l) q +
 * l * sum_i softmax(cos(q, q_i) / T) r_i)} over the examples' queries {@code q_i} and passages {@code r_i} (LG-ANNA's
 * in-context examples, taken from words to vectors).
 *
 * @param share {@code l}, 0 (examples change nothing) to below 1
 * @param temperature {@code T}, above 0: the lower, the more the nearest example counts
 */
public record DemonstrationBlend(double share, double temperature) {

    public DemonstrationBlend {
        if (!(share >= 0 && share < 1)) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, "demonstrations.share", share, "at least 0 and below 1");
        }
        if (!(temperature > 0 && temperature <= 100)) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, "demonstrations.temperature", temperature, "above 0 and at most 100");
        }
    }
}
