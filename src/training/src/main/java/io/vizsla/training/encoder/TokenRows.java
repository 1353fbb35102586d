package io.vizsla.training.encoder;

import io.vizsla.api.model.PaddingSide;
import io.vizsla.training.graph.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Texts of several lengths as one block, the shorter ones padded with token 0, as in serving.
 *
 * @param ids {@code [rows][length]}, row by row
 * @param mask 1 for a token, 0 for padding
 * @param positions of each token in its text
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
record TokenRows(int rows, int length, long[] ids, long[] mask, long[] positions) {

    static TokenRows of(List<int[]> texts, PaddingSide side) {
        int length = texts.stream().mapToInt(text -> text.length).max().orElse(0);
        long[] ids = new long[texts.size() * length];
        long[] mask = new long[ids.length];
        long[] positions = new long[ids.length];
        for (int row = 0; row < texts.size(); row++) {
            int[] text = texts.get(row);
            int from = row * length + (side == PaddingSide.LEFT ? length - text.length : 0);
            for (int i = row * length; i < (row + 1) * length; i++) {
                boolean isToken = i >= from && i < from + text.length;
                ids[i] = isToken ? text[i - from] : 0;
                mask[i] = isToken ? 1 : 0;
                positions[i] = isToken ? i - from : 0;
            }
        }
        return new TokenRows(texts.size(), length, ids, mask, positions);
    }

    /** Returns an input of the graph by its name; segments are all the first. */
    Tensor input(String name) {
        long[] values =
                switch (name) {
                    case "attention_mask" -> mask;
                    case "position_ids" -> positions;
                    case "token_type_ids" -> new long[ids.length];
                    default -> ids;
                };
        return Tensors.of(values, rows, length);
    }
}
