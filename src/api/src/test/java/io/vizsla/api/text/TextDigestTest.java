package io.vizsla.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextDigestTest {

    /** The values are those of {@code sha256sum}. */
    @Test
    void isTheFirstHalfOfTheHash() {
        assertThat(TextDigest.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223");
        assertThat(TextDigest.of("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb924");
        assertThat(TextDigest.of("Käse")).isEqualTo("f9eeb52c9bc41ee560ba93468b923172");
    }
}
