package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void whatUsersWroteStaysText() {
        Page page = new Page("<script>alert(1)</script>");
        page.table(List.of("head"), List.of(List.of("<img src=x onerror=alert(1)> & \"quoted\"")));

        assertThat(page.html())
                .doesNotContain("<script>", "<img")
                .contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot;");
    }

    @Test
    void drawsALineWithinItsFrame() {
        String svg = Curve.svg(List.of(3.0, 1.0, 2.0), "step", "loss");

        assertThat(svg).contains("40.0,16.0 380.0,180.0 720.0,98.0").contains("loss 3.000");
        assertThat(Curve.svg(List.of(), "step", "loss")).isEmpty();
        assertThat(Curve.svg(List.of(1.0, 1.0), "step", "loss")).doesNotContain("NaN");
    }
}
