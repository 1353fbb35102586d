package io.vizsla.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.retrieval.PipelineOptions.DemonstrationOptions;
import io.vizsla.retrieval.PipelineOptions.FusionOptions;
import io.vizsla.retrieval.PipelineOptions.Method;
import io.vizsla.retrieval.PipelineOptions.RerankOptions;
import io.vizsla.retrieval.PipelineOptions.SelectOptions;
import io.vizsla.retrieval.PipelineOptions.TokenOptions;
import io.vizsla.retrieval.fusion.FixedWeight;
import io.vizsla.retrieval.fusion.LengthWeight;
import io.vizsla.retrieval.fusion.LexicalWeight;
import io.vizsla.retrieval.fusion.RarityWeight;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineOptionsTest {

    @Test
    void nothingMeansTheDefaults() {
        assertThat(PipelineOptions.of(Map.of())).isEqualTo(PipelineOptions.DEFAULTS);
    }

    @Test
    void theLexicalWeightIsANumberOrTheNameOfARule() {
        assertThat(lexicalWeight("length")).isEqualTo(LengthWeight.CHOSEN);
        assertThat(lexicalWeight("rarity")).isEqualTo(RarityWeight.PUBLISHED);
        assertThat(lexicalWeight(0.5)).isEqualTo(new FixedWeight(0.5));
    }

    private static LexicalWeight lexicalWeight(Object value) {
        return PipelineOptions.of(Map.of("fusion", Map.of("lexicalWeight", value)))
                .fusion()
                .lexicalWeight();
    }

    @Test
    void everyKeyIsMapped() {
        PipelineOptions options = PipelineOptions.of(Map.of(
                "transformers", List.of("t"),
                "vectorTransforms", List.of("v"),
                "candidates", 200L,
                "exact", true,
                "demonstrations", Map.of("default", "auto", "count", 8, "diversity", 0),
                "fusion", Map.of("method", "rrf", "lexicalWeight", 0.25, "k", 10),
                "tokens", Map.of("enabled", false, "depth", 8, "share", 1),
                "rerank", Map.of("depth", 5),
                "select", Map.of("perDocument", 1)));

        assertThat(options)
                .isEqualTo(new PipelineOptions(
                        List.of("t"),
                        List.of("v"),
                        200,
                        true,
                        new DemonstrationOptions(DemonstrationOptions.Usual.AUTO, 8, 0),
                        new FusionOptions(Method.RRF, new FixedWeight(0.25), 10),
                        new TokenOptions(false, 8, 1),
                        new RerankOptions(5),
                        new SelectOptions(1)));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Map.of("demonstrations", Map.of("default", "all")), "pipeline.demonstrations.default"),
                Arguments.of(Map.of("demonstrations", Map.of("count", 65)), "pipeline.demonstrations.count"),
                Arguments.of(Map.of("demonstrations", Map.of("diversity", -1)), "pipeline.demonstrations.diversity"),
                Arguments.of(Map.of("demonstrations", Map.of("k", 1)), "pipeline.demonstrations.k"),
                Arguments.of(Map.of("fuson", Map.of()), "pipeline.fuson"),
                Arguments.of(Map.of("fusion", Map.of("methd", "z")), "pipeline.fusion.methd"),
                Arguments.of(Map.of("fusion", Map.of("method", "best")), "pipeline.fusion.method"),
                Arguments.of(Map.of("fusion", Map.of("method", 1)), "pipeline.fusion.method"),
                Arguments.of(Map.of("fusion", Map.of("lexicalWeight", 1.5)), "pipeline.fusion.lexicalWeight"),
                Arguments.of(Map.of("fusion", Map.of("lexicalWeight", "auto")), "pipeline.fusion.lexicalWeight"),
                Arguments.of(Map.of("fusion", Map.of("k", -1)), "pipeline.fusion.k"),
                Arguments.of(Map.of("fusion", Map.of("k", Double.NaN)), "pipeline.fusion.k"),
                Arguments.of(Map.of("fusion", "z"), "pipeline.fusion"),
                Arguments.of(Map.of("tokens", Map.of("enabled", "yes")), "pipeline.tokens.enabled"),
                Arguments.of(Map.of("tokens", Map.of("depth", 0)), "pipeline.tokens.depth"),
                Arguments.of(Map.of("tokens", Map.of("share", 2)), "pipeline.tokens.share"),
                Arguments.of(Map.of("candidates", 1.5), "pipeline.candidates"),
                Arguments.of(Map.of("candidates", 10_001), "pipeline.candidates"),
                Arguments.of(Map.of("candidates", 1e300), "pipeline.candidates"),
                Arguments.of(Map.of("rerank", Map.of("depth", 1_000_000)), "pipeline.rerank.depth"),
                Arguments.of(Map.of("select", Map.of("perDocument", 0)), "pipeline.select.perDocument"),
                Arguments.of(Map.of("transformers", "x"), "pipeline.transformers"),
                Arguments.of(Map.of("transformers", List.of(1)), "pipeline.transformers"));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(Map<String, Object> json, String field) {
        assertThatThrownBy(() -> PipelineOptions.of(json)).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(e.field()).hasValue(field);
            assertThat(e.bound()).isPresent();
        });
    }
}
