package io.vizsla.refresh.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefreshDataTest {

    private static final RefreshData DATA = new RefreshData(
            new float[][] {{0}, {1}, {2}, {3}},
            List.of("a", "a", "b", "c"),
            List.of(new RefreshQuery(
                    "q",
                    "words",
                    "",
                    RefreshQuery.Origin.JUDGED,
                    Map.of("b", 1.0, "c", 2.0),
                    Map.of(0, 0.5, 2, 2.5, 3, 3.5),
                    Map.of(1, 1.0),
                    0.3,
                    Map.of(3, 9.0))),
            List.of("t0", "t1", "t2", "t3"));

    @Test
    void aPartHasPlacesOfItsOwn() {
        RefreshData part = DATA.part(List.of(0, 3));

        assertThat(part.vectors()).isDeepEqualTo(new float[][] {{0}, {3}});
        assertThat(part.documents()).containsExactly("a", "c");
        assertThat(part.texts()).containsExactly("t0", "t3");
        RefreshQuery query = part.queries().getFirst();
        assertThat(query.lexical()).isEqualTo(Map.of(0, 0.5, 1, 3.5));
        assertThat(query.tokens()).isEmpty();
        assertThat(query.reranked()).isEqualTo(Map.of(1, 9.0));
        assertThat(query.gains()).isEqualTo(DATA.queries().getFirst().gains());
        assertThat(query.wordWeight()).isEqualTo(0.3);
    }

    @Test
    void withoutTextsAPartHasNone() {
        RefreshData plain = new RefreshData(DATA.vectors(), DATA.documents(), DATA.queries());

        assertThat(plain.part(List.of(2)).texts()).isEmpty();
        assertThat(plain.part(List.of(2)).documents()).containsExactly("b");
    }

    @Test
    void textsAreOfAllPassagesOrOfNone() {
        assertThatThrownBy(() -> new RefreshData(DATA.vectors(), DATA.documents(), DATA.queries(), List.of("t0")))
                .hasMessageContaining("texts = 1");
    }
}
