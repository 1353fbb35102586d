package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Pieces that go on are marked.
                "{'[CLS]':0,'##ing':3,'dog':2,'the':1,'a':5,'x9':6,'größe':4} | the dog größe",
                // Words that begin are marked.
                "{'Ġthe':1,'ing':0,'Ġdog':2,'!':3} | the dog",
                "[['<s>',0],['▁the',-1.5],['ing',-2],['▁dog',-3],['▁',-4]] | the dog",
                // A letter of Maltese marks nothing.
                "{'Ġ':0,'a':1,'b':2,'c':3,'d':4,'e':5,'f':6,'g':7,'h':8,'i':9,'##ing':10,'dog':11} | dog",
                "{} | ``",
            })
    void areWholeWordsInTheOrderOfTheTokenizer(String vocabulary, String words) throws IOException {
        assertThat(String.join(" ", VocabularyWords.of(new ObjectMapper().readTree(vocabulary.replace('\'', '"')))))
                .isEqualTo(words);
    }

    @Test
    void areReadFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(file, "{\"model\":{\"vocab\":{\"dog\":7,\"the\":1}}}");
        assertThat(VocabularyWords.read(file)).containsExactly("the", "dog");

        Files.writeString(file, "{");
        assertThatThrownBy(() -> VocabularyWords.read(file))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("tokenizer.json");
    }
}
