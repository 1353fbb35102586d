package io.vizsla.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private final Names names = new Names("vizsla_");

    @ParameterizedTest
    @ValueSource(strings = {"docs", "my-docs", "my_docs", "a_d", "a-d", "a_u_d", "docs@1", "my-docs_a@12"})
    void aNameComesBackFromWhatMilvusTakes(String index) {
        assertThat(names.chunks(index)).matches("[A-Za-z0-9_]+");
        assertThat(names.index(names.chunks(index))).contains(index);
        assertThat(names.index(names.sidecar(index))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other_docs", "vizsla_", "vizsla_Docs", "vizsla_a_x", "docs"})
    void whatIsNotOursIsNobodysIndex(String collection) {
        assertThat(names.index(collection)).isEmpty();
    }

    @Test
    void aNameThatBreaksTheRuleIsRefused() {
        assertThatThrownBy(() -> names.chunks("docs@0")).isInstanceOf(VizslaException.class);
        assertThatThrownBy(() -> names.chunks("a b")).isInstanceOf(VizslaException.class);
    }
}
