package io.vizsla.index.common;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ValueWriter} wrote. Damaged bytes end in a runtime exception. */
final class ValueReader {

    private final ByteBuffer in;

    ValueReader(BytesRef bytes) {
        in = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
    }

    long number() {
        long zigzag = unsigned();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    String text() {
        long header = unsigned();
        int bytes = Math.toIntExact(header >>> 1);
        if ((header & 1) == 1) {
            String text = in.slice(in.position(), bytes).asCharBuffer().toString();
            in.position(in.position() + bytes);
            return text;
        }
        String text = new String(in.array(), in.arrayOffset() + in.position(), bytes, StandardCharsets.UTF_8);
        in.position(in.position() + bytes);
        return text;
    }

    Map<String, @Nullable Object> map() {
        int count = Math.toIntExact(unsigned());
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String key = text();
            map.put(key, value());
        }
        return Collections.unmodifiableMap(map);
    }

    private @Nullable Object value() {
        byte tag = in.get();
        return switch (tag) {
            case ValueWriter.NULL -> null;
            case ValueWriter.TEXT -> text();
            case ValueWriter.INT -> (int) number();
            case ValueWriter.LONG -> number();
            case ValueWriter.DOUBLE -> in.getDouble();
            case ValueWriter.TRUE -> true;
            case ValueWriter.FALSE -> false;
            case ValueWriter.LIST -> list();
            case ValueWriter.MAP -> map();
            case ValueWriter.BIG_INTEGER -> new BigInteger(text());
            case ValueWriter.BIG_DECIMAL -> new BigDecimal(text());
            default -> throw new IllegalStateException("value tag " + tag + " is not known");
        };
    }

    private List<@Nullable Object> list() {
        int count = Math.toIntExact(unsigned());
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(value());
        }
        return Collections.unmodifiableList(list);
    }

    private long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = in.get();
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("a number does not end");
    }
}
