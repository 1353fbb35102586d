package io.vizsla.langchain4j;

import io.vizsla.api.document.FieldType;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lucene indexes in a folder, a new one each time. */
final class LuceneIndexes implements TestIndexes, AutoCloseable {

    private final LucenePassageIndexes indexes;
    private final List<PassageIndex> open = new ArrayList<>();

    LuceneIndexes(Path folder) {
        this.indexes = new LucenePassageIndexes(folder, LuceneOptions.DEFAULTS);
    }

    @Override
    public PassageIndex empty(Map<String, FieldType> fields) {
        PassageIndex index = indexes.open(TestIndexes.spec("rows" + open.size(), fields));
        open.add(index);
        return index;
    }

    @Override
    public void close() {
        open.forEach(PassageIndex::close);
    }
}
