package io.vizsla.index.common;

import io.vizsla.api.encoding.TokenVectors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.lucene.util.BytesRef;

/**
 * Token vectors as bytes: {@code int count}, {@code float[count]} scales, {@code byte[count * dimension]} codes, all
 * little-endian. The dimension is the index's own.
 */
public final class TokenVectorCodec {

    private TokenVectorCodec() {}

    public static BytesRef write(TokenVectors tokens) {
        byte[] bytes = new byte[4 + 4 * tokens.count() + tokens.codes().length];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(tokens.count());
        for (float scale : tokens.scales()) {
            buffer.putFloat(scale);
        }
        buffer.put(tokens.codes());
        return new BytesRef(bytes);
    }

    /**
     * Reads token vectors back.
     *
     * @throws IllegalStateException if the length does not fit the count
     */
    public static TokenVectors read(BytesRef bytes, int dimension) {
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        int count = bytes.length < 4 ? -1 : buffer.getInt();
        if (count < 0 || bytes.length != 4 + (4L + dimension) * count) {
            throw new IllegalStateException(
                    bytes.length + " bytes do not hold " + count + " token vectors of " + dimension + " dimensions");
        }
        float[] scales = new float[count];
        for (int i = 0; i < count; i++) {
            scales[i] = buffer.getFloat();
        }
        byte[] codes = new byte[count * dimension];
        buffer.get(codes);
        return new TokenVectors(count, dimension, codes, scales);
    }
}
