package io.vizsla.indexer;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.retrieval.example.Example;
import io.vizsla.retrieval.example.ExampleIndex;
import io.vizsla.retrieval.example.ExampleSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of examples share: three documents, real indexes, a keeper that follows the judgements, short words. */
abstract class WithExamples extends WithJudgements implements OpenCollections {

    final Set<String> broken = ConcurrentHashMap.newKeySet();
    ExampleIndex examples;
    long asked;

    @BeforeEach
    void ingest() throws Exception {
        try (IndexerLoop _ = fixture.start()) {
            LogPosition dogs = fixture.append("dogs", "dogs point at birds");
            LogPosition cats = fixture.append("cats", "cats sleep all day");
            LogPosition fish = fixture.append("fish", "fish swim in water");
            // They lie in several partitions, which the loop may read in any order.
            fixture.await("dogs", dogs);
            fixture.await("cats", cats);
            fixture.await("fish", fish);
            fixture.view.readToEnd(Duration.ofSeconds(30));
        }
        start();
    }

    @AfterEach
    void stop() {
        closeView();
        if (examples != null) {
            examples.close();
        }
        examples = null;
    }

    @Override
    public OpenCollection get(String name) {
        if (broken.contains(name)) {
            throw VizslaException.of(ErrorCode.INVALID_MODEL, "the model of " + name + " is broken");
        }
        return fixture.collections.get(name);
    }

    void start() {
        examples = new ExampleIndex(new LucenePassageIndexes(folder(), LuceneOptions.DEFAULTS));
        openView(new ExampleKeeper(examples, this));
    }

    Path folder() {
        return directory.resolve("examples");
    }

    long opened(OpenCollection collection) {
        return examples.choose(
                        collection,
                        new ExampleSource.Wanted("none of them", vector("what do dogs do"), 64, 0, false, false, null))
                .examples()
                .size();
    }

    List<String> chosen(String query) {
        return examples(query).stream().map(Example::query).toList();
    }

    List<String> answers(String query) {
        return examples(query).stream()
                .map(example -> String.valueOf(example.source()))
                .toList();
    }

    List<Example> examples(String query) {
        return examples.choose(get("docs"), wanted(query)).examples();
    }

    ExampleSource.Wanted wanted(String query) {
        return new ExampleSource.Wanted(query, vector(query), 4, 0.1, false, true, null);
    }

    float[] vector(String query) {
        asked++;
        return fixture.encoder.encode(List.of(EncodingInput.query(query))).dense()[0];
    }

    static <T> T eventually(Callable<T> question, Predicate<T> good) throws Exception {
        T found = question.call();
        for (int i = 0; i < 1200 && !good.test(found); i++) {
            Thread.sleep(50);
            found = question.call();
        }
        return found;
    }
}
