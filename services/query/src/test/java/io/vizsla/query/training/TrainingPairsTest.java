package io.vizsla.query.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.refresh.job.LearnedPairs;
import io.vizsla.refresh.job.RefreshSettings;
import org.junit.jupiter.api.Test;

class TrainingPairsTest {

    @Test
    void aStudentLearnsFromTheDocumentsUnlessToldOtherwise() throws JsonProcessingException {
        RefreshSettings usual = settings("{\"kind\": \"student\"}");
        RefreshSettings named = settings("{\"kind\": \"student\", \"student\": \"tiny\", \"pairs\": \"both\"}");

        assertThat(usual.student()).isEqualTo("all-minilm-l6-v2");
        assertThat(usual.pairs()).isEqualTo(LearnedPairs.LABEL_FREE);
        assertThat(named.student()).isEqualTo("tiny");
        assertThat(named.pairs()).isEqualTo(LearnedPairs.BOTH);
        assertThatThrownBy(() -> settings("{\"student\": \"tiny\"}")).hasMessageContaining("student = tiny");
    }

    private static RefreshSettings settings(String json) throws JsonProcessingException {
        return new ObjectMapper().readValue(json, TrainingRequest.class).settings();
    }

    @Test
    void whatIsLeftOutLearnsFromJudgements() throws JsonProcessingException {
        assertThat(settings("{\"collection\": \"docs\"}")).isEqualTo(RefreshSettings.DEFAULTS);
    }

    @Test
    void pairsAndRankAreTaken() throws JsonProcessingException {
        RefreshSettings settings = settings("{\"kind\": \"adapter\", \"pairs\": \"label-free\", \"rank\": 8}");

        assertThat(settings.pairs()).isEqualTo(LearnedPairs.LABEL_FREE);
        assertThat(settings.adapterRank()).isEqualTo(8);
    }

    @Test
    void othersAreRefusedByName() {
        assertThatThrownBy(() -> settings("{\"pairs\": \"some\"}"))
                .hasMessageContaining("pairs = some")
                .hasMessageContaining("both");
        assertThatThrownBy(() -> settings("{\"rank\": -1}")).hasMessageContaining("rank = -1");
    }
}
