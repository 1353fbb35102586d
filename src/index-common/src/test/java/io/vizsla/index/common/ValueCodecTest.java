package io.vizsla.index.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

class ValueCodecTest {

    private static Map<String, Object> copy(Map<String, Object> map) {
        ValueWriter out = new ValueWriter();
        out.map("metadata", map);
        return new ValueReader(out.bytes()).map();
    }

    @Test
    void randomValuesComeBackWithTheirTypes() {
        SplittableRandom random = Seeds.random("ValueCodecTest");
        for (int i = 0; i < 500; i++) {
            Map<String, Object> map = map(random, 4);
            assertThat(copy(map)).isEqualTo(map);
        }
    }

    private static Map<String, Object> map(SplittableRandom random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put("k\u0000\uD800" + random.nextInt(), value(random, depth - 1));
        }
        return map;
    }

    private static Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> null;
            case 1 -> random.nextInt();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> Double.longBitsToDouble(random.nextLong() & 0x7FEF_FFFF_FFFF_FFFFL);
            case 4 -> random.nextBoolean();
            case 5 -> "é\uD83D\uDE00".repeat(random.nextInt(300)) + (random.nextBoolean() ? "\uDC00" : "");
            case 6 -> BigInteger.valueOf(random.nextLong()).pow(3);
            case 7 -> new BigDecimal("-1.50e30");
            case 8 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> map(random, depth);
        };
    }

    @Test
    void whatIsNoJsonValueIsRefusedByName() {
        assertThatThrownBy(() -> copy(Map.of("a", List.of(1, new StringBuilder()))))
                .isInstanceOfSatisfying(VizslaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
                    assertThat(e.field()).hasValue("metadata.a[1]");
                });
        assertThatThrownBy(() -> copy(Map.of("a", Double.NaN))).isInstanceOf(VizslaException.class);
    }

    @Test
    void nestingIsBounded() {
        Map<String, Object> deep = Map.of();
        for (int i = 0; i < 100_000; i++) {
            deep = Map.of("d", deep);
        }
        Map<String, Object> tooDeep = deep;
        assertThatThrownBy(() -> copy(tooDeep)).isInstanceOf(VizslaException.class);
    }

    @Test
    void damagedBytesNeverRead() {
        ValueWriter out = new ValueWriter();
        out.map("metadata", Map.of("key", "value"));
        BytesRef bytes = out.bytes();
        assertThatThrownBy(() -> new ValueReader(new BytesRef(bytes.bytes, 0, bytes.length - 3)).map())
                .isInstanceOf(RuntimeException.class);
    }
}
