package io.vizsla.query.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.query.collection.CollectionServices;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.testing.Configs;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkJudgementsTest {

    private final CollectionServices services = new CollectionServices();

    @BeforeEach
    void collection() {
        services.registry()
                .put(new CollectionSpec("c", "fake", "en", new Cutting(512, 64), FieldSchema.EMPTY, Map.of()));
    }

    @Test
    void takesGoodLinesAndTellsOfTheOthers() {
        JudgementResult result = send("""
                {"query":"how","documentId":"a","grade":3}
                {"query":"how","documentId":"a","grade":4}
                {"query":"","documentId":"a"}
                {"documentId":"a"}
                {"query":"how"}
                {"query":"how","chunkId":"other/a#1"}
                {"query":"how","documentId":"b","chunkId":"c/a#1"}
                {"query":"how","documentId":"a","score":1}
                not json

                {"query":"where","chunkId":"c/b#2"}
                """);

        assertThat(result.accepted()).isEqualTo(2);
        assertThat(result.rejectedTotal()).isEqualTo(8);
        assertThat(result.rejected()).extracting(Rejection::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(result.rejected().getFirst().detail()).contains("grade", "4", "between 0 and 3");
        assertThat(services.judgements().page("c", null, 10))
                .extracting(Judgement::query, one -> one.document().id(), Judgement::chunk, Judgement::grade)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("how", "a", null, 3),
                        org.assertj.core.groups.Tuple.tuple("where", "b", 2, 1));
        assertThat(services.judgements().awaited()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"documentId\":\"\"', documentId = ",
        "'\"documentId\":\"a\\u0000\"', documentId = ",
        "'\"chunkId\":\"c/a#-1\"', chunkId = ",
        "'\"chunkId\":\"a#1\"', chunkId = ",
        "'\"chunkId\":\"c/#1\"', chunkId = ",
    })
    void theFieldIsNamedAsItsSenderWroteIt(String fields, String named) {
        JudgementResult result = send("{\"query\":\"how\"," + fields + "}");

        assertThat(result.rejected())
                .extracting(Rejection::detail)
                .singleElement()
                .satisfies(detail -> assertThat(detail).startsWith(named.strip()));
    }

    @Test
    void aLaterJudgementTakesThePlaceOfAnEarlierOne() {
        send(
                "{\"query\":\"How?\",\"documentId\":\"a\",\"grade\":3}\n{\"query\":\"how\",\"documentId\":\"a\",\"grade\":0}");

        assertThat(services.judgements().page("c", null, 10))
                .extracting(Judgement::grade)
                .containsExactly(0);
    }

    @Test
    void anUnknownCollectionIsRefused() {
        assertThatThrownBy(() -> bulk().ingest("absent", new ByteArrayInputStream(new byte[0]), Optional.empty()))
                .isInstanceOfSatisfying(VizslaException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.UNKNOWN_COLLECTION));
    }

    @Test
    void aLineWithoutEndIsCut() {
        JudgementResult result = send("{\"query\":\"" + "x".repeat(70_000) + "\",\"documentId\":\"a\"}");

        assertThat(result.rejected()).extracting(Rejection::code).isEqualTo(List.of("too_large"));
    }

    private JudgementResult send(String lines) {
        return bulk().ingest(
                        "c",
                        new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                        Optional.of(Duration.ofSeconds(1)));
    }

    private BulkJudgements bulk() {
        return services.bulkJudgements(Configs.of(LimitsConfig.class, Map.of()));
    }
}
