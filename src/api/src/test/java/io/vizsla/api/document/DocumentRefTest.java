package io.vizsla.api.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.ChunkId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentRefTest {

    @ParameterizedTest
    @ValueSource(strings = {"1", "a/b/c", "x#3", "naïve ☃ 😀", "a b"})
    void keyAndChunkIdReadBack(String id) {
        DocumentRef document = new DocumentRef("docs", id);
        ChunkId chunk = new ChunkId(document, 12);

        assertThat(DocumentRef.parseKey(document.key())).isEqualTo(document);
        assertThat(ChunkId.parse(chunk.toString())).isEqualTo(chunk);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0000", "a\nb", "\ud800", "a\u202eb", "a\u200bb"})
    void refusesIdsThatCannotBeSeen(String id) {
        VizslaException error = catchThrowableOfType(VizslaException.class, () -> new DocumentRef("docs", id));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(error.field()).contains("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a/..", "../a", "a/./b", "./a", "a//../b"})
    void idsThatNoPathHoldsCanBeReadAndNotBeWritten(String id) {
        DocumentRef there = DocumentRef.parseKey("docs/" + id);

        VizslaException error = catchThrowableOfType(VizslaException.class, there::writable);

        assertThat(there.id()).isEqualTo(id);
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(error.field()).contains("id");
        assertThat(error.value()).contains(id);
        assertThat(error.bound()).contains("without the segments . and ..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", ".a", "a.", "a..b/c", ".hidden/a.md", "/", "a//b", "a/", "https://h/a"})
    void otherDotsCanBeWritten(String id) {
        DocumentRef document = new DocumentRef("docs", id);

        assertThat(document.writable()).isSameAs(document);
    }

    @Test
    void refusesIdsThatAreTooLong() {
        VizslaException error =
                catchThrowableOfType(VizslaException.class, () -> new DocumentRef("docs", "x".repeat(513)));

        assertThat(error.bound()).contains("1 to 512 characters, not blank");
        assertThat(error.value().orElseThrow()).hasSizeLessThan(160);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "a/b", "..", "a b", "ü"})
    void refusesCollectionNamesOutsideTheAlphabet(String name) {
        VizslaException error = catchThrowableOfType(VizslaException.class, () -> CollectionName.check(name));

        assertThat(error.field()).contains("collection");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docs", "docs/1", "docs/1#", "docs/1#x", "docs/1#-1"})
    void refusesChunkIdsOfAnotherForm(String text) {
        assertThat(catchThrowableOfType(VizslaException.class, () -> ChunkId.parse(text)))
                .isNotNull();
    }
}
