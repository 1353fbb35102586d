package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void keepsWhatIsHeldWhereAllGoesWell() {
        String result = Opening.<String, RuntimeException>orClose(() -> "open", () -> closed.add("session"));

        assertThat(result).isEqualTo("open");
        assertThat(closed).isEmpty();
    }

    @Test
    void closesWhatIsHeldWhateverFails() {
        for (Exception failure : List.of(new OrtException("shape"), new ArrayIndexOutOfBoundsException(3))) {
            closed.clear();
            assertThatThrownBy(() -> Opening.<String, Exception>orClose(
                            () -> {
                                throw failure;
                            },
                            () -> {
                                closed.add("session");
                                throw new IllegalStateException("stuck");
                            },
                            () -> closed.add("tokenizer")))
                    .isSameAs(failure)
                    .hasSuppressedException(new IllegalStateException("stuck"));
            assertThat(closed).containsExactly("session", "tokenizer");
        }
    }
}
