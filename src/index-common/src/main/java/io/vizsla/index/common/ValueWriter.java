package io.vizsla.index.common;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON values with their Java types: a tag byte, then the value. Whole numbers are zigzag varints. Strings are a
 * varint of {@code 2 * bytes} and UTF-8, or {@code 2 * bytes + 1} and UTF-16 where a lone surrogate has no UTF-8 form.
 */
final class ValueWriter {

    static final byte NULL = 0;
    static final byte TEXT = 1;
    static final byte INT = 2;
    static final byte LONG = 3;
    static final byte DOUBLE = 4;
    static final byte TRUE = 5;
    static final byte FALSE = 6;
    static final byte LIST = 7;
    static final byte MAP = 8;
    static final byte BIG_INTEGER = 9;
    static final byte BIG_DECIMAL = 10;

    /** The deepest nesting of lists and maps. */
    static final int DEEPEST = 64;

    private byte[] buffer = new byte[1024];
    private int length;

    /** Returns what was written. */
    BytesRef bytes() {
        return new BytesRef(buffer, 0, length);
    }

    void number(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    void text(String text) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            unsigned(2L * utf8.remaining());
            append(utf8);
        } catch (CharacterCodingException loneSurrogate) {
            unsigned(4L * text.length() + 1);
            ByteBuffer units = ByteBuffer.allocate(2 * text.length());
            units.asCharBuffer().put(text);
            append(units);
        }
    }

    /**
     * Writes a map in its own order.
     *
     * @throws VizslaException {@code INVALID_METADATA} if a value is not a JSON value or lies too deep
     */
    void map(String path, Map<?, ? extends @Nullable Object> map) {
        map(path, map, 1);
    }

    private void map(String path, Map<?, ? extends @Nullable Object> map, int depth) {
        unsigned(map.size());
        map.forEach((key, value) -> {
            text(String.valueOf(key));
            value(path + "." + key, value, depth);
        });
    }

    private void value(String path, @Nullable Object value, int depth) {
        switch (value) {
            case null -> tag(NULL);
            case String text -> {
                tag(TEXT);
                text(text);
            }
            case Integer number -> number(INT, number);
            case Short number -> number(INT, number);
            case Byte number -> number(INT, number);
            case Long number -> number(LONG, number);
            case Double number -> real(path, number);
            case Float number -> real(path, number);
            case Boolean bool -> tag(bool ? TRUE : FALSE);
            case BigInteger number -> {
                tag(BIG_INTEGER);
                text(number.toString());
            }
            case BigDecimal number -> {
                tag(BIG_DECIMAL);
                text(number.toString());
            }
            case List<?> list -> list(path, list, deeper(path, depth));
            case Map<?, ?> map -> {
                tag(MAP);
                map(path, map, deeper(path, depth));
            }
            default -> throw bad(path, value.getClass().getSimpleName(), "a JSON value");
        }
    }

    private void list(String path, List<?> list, int depth) {
        tag(LIST);
        unsigned(list.size());
        for (int i = 0; i < list.size(); i++) {
            value(path + "[" + i + "]", list.get(i), depth);
        }
    }

    private void number(byte tag, long value) {
        tag(tag);
        number(value);
    }

    private void real(String path, double value) {
        if (!Double.isFinite(value)) {
            throw bad(path, value, "a finite number");
        }
        tag(DOUBLE);
        append(ByteBuffer.allocate(8).putDouble(0, value));
    }

    private static int deeper(String path, int depth) {
        if (depth >= DEEPEST) {
            throw bad("metadata", "depth " + depth + " or more", "nested at most " + DEEPEST + " deep");
        }
        return depth + 1;
    }

    private void tag(byte tag) {
        grow(1);
        buffer[length++] = tag;
    }

    private void unsigned(long value) {
        grow(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    private void append(ByteBuffer bytes) {
        int count = bytes.remaining();
        grow(count);
        bytes.get(buffer, length, count);
        length += count;
    }

    private void grow(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, ArrayUtil.oversize(length + more, 1));
        }
    }

    private static VizslaException bad(String path, Object value, String bound) {
        return VizslaException.field(ErrorCode.INVALID_METADATA, path, value, bound);
    }
}
