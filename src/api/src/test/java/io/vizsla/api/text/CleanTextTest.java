package io.vizsla.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {

    @Test
    void replacesLoneSurrogatesOnly() {
        assertThat(CleanText.wellFormed("a\ud800b\udc00c\ud83d\udc15d\udc15\ud83d"))
                .isEqualTo("a\ufffdb\ufffdc\ud83d\udc15d\ufffd\ufffd");
    }

    @Test
    void givesTheSameObjectBackWhereNothingIsWrong() {
        String text = "fine \ud83d\udc15";

        assertThat(CleanText.wellFormed(text)).isSameAs(text);
        assertThat(CleanText.clean(text)).isSameAs(text);
    }

    @Test
    void takesNulOutToo() {
        assertThat(CleanText.clean("a\0b\ud800")).isEqualTo("a b\ufffd");
    }
}
