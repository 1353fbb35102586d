package io.vizsla.benchmarks;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.evaluation.BeirDocument;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.ingestion.cut.Cut;
import io.vizsla.ingestion.cut.Cutter;
import io.vizsla.ingestion.cut.Piece;
import io.vizsla.ingestion.parse.ParsedDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A BEIR folder as a collection that can be searched, cut and encoded as production does it. The index stays on disk: a
 * second run finds it filled and encodes only queries.
 */
public final class BeirCollection implements AutoCloseable {

    private static final Cutting CUTTING = new Cutting(512, 64);
    private static final int SPECIAL_TOKENS = 2;
    private static final int CHUNKS_A_CALL = 64;
    private static final int MOST_CHUNKS = 10_000;

    private final BeirFolder folder;
    private final OpenCollection collection;

    private BeirCollection(BeirFolder folder, OpenCollection collection) {
        this.folder = folder;
        this.collection = collection;
    }

    /** Opens the folder's collection, encoding its documents if its index is empty. */
    public static BeirCollection open(BeirFolder folder, PassageIndexes indexes, Encoder encoder) {
        BeirCollection opened = create(folder, indexes, encoder);
        if (opened.isEmpty()) {
            opened.fill();
        }
        return opened;
    }

    /**
     * Opens the collection of a folder that holds some of another's documents, copying their vectors if its index is empty:
     * nothing but the number of documents is different then.
     */
    static BeirCollection openPart(BeirFolder folder, PassageIndexes indexes, BeirCollection whole) {
        BeirCollection opened = create(folder, indexes, whole.collection.encoder());
        if (opened.isEmpty()) {
            opened.copyFrom(whole.collection.index());
        }
        return opened;
    }

    private static BeirCollection create(BeirFolder folder, PassageIndexes indexes, Encoder encoder) {
        ModelCard card = encoder.card();
        PassageIndex index = indexes.open(new IndexSpec(
                folder.name(), card.space(), card.dimension(), card.tokenDimension(), "en", FieldSchema.EMPTY));
        CollectionSpec spec =
                new CollectionSpec(folder.name(), card.name(), "en", CUTTING, FieldSchema.EMPTY, Map.of());
        return new BeirCollection(folder, new OpenCollection(spec, encoder, index));
    }

    private boolean isEmpty() {
        return collection.index().stats().chunks() == 0;
    }

    /** Returns where the queries and judgements are. */
    public BeirFolder folder() {
        return folder;
    }

    /** Returns what can be searched. */
    public OpenCollection collection() {
        return collection;
    }

    @Override
    public void close() {
        collection.index().close();
    }

    private void fill() {
        List<Chunk> waiting = new ArrayList<>();
        Cutter cutter =
                new Cutter(collection.encoder().tokenizer(), CUTTING.maxTokens(), CUTTING.overlap(), SPECIAL_TOKENS);
        folder.forEachDocument(document -> {
            waiting.addAll(chunks(cutter, document));
            if (waiting.size() >= CHUNKS_A_CALL) {
                write(waiting);
            }
        });
        write(waiting);
        collection.index().flush();
    }

    private void copyFrom(PassageIndex whole) {
        Set<String> documents = new HashSet<>();
        folder.forEachDocument(document -> documents.add(document.id()));
        List<Chunk> chunks = new ArrayList<>();
        whole.forEach(chunk -> {
            if (documents.contains(chunk.id().document().id())) {
                chunks.add(chunk);
            }
        });
        for (int from = 0; from < chunks.size(); from += CHUNKS_A_CALL) {
            copy(whole, chunks.subList(from, Math.min(from + CHUNKS_A_CALL, chunks.size())));
        }
        collection.index().flush();
    }

    private void copy(PassageIndex whole, List<Chunk> chunks) {
        List<ChunkId> ids = chunks.stream().map(Chunk::id).toList();
        Map<ChunkId, float[]> dense = whole.vectors(ids);
        Map<ChunkId, TokenVectors> tokens = whole.tokenVectors(ids);
        collection
                .index()
                .upsert(new Batch(chunks.stream()
                        .map(chunk -> new EncodedChunk(
                                own(chunk), Objects.requireNonNull(dense.get(chunk.id())), tokens.get(chunk.id())))
                        .toList()));
    }

    private Chunk own(Chunk chunk) {
        ChunkId id = new ChunkId(
                new DocumentRef(folder.name(), chunk.id().document().id()),
                chunk.id().ordinal());
        return new Chunk(
                id,
                chunk.version(),
                chunk.title(),
                chunk.headings(),
                chunk.text(),
                chunk.start(),
                chunk.end(),
                Map.of(),
                chunk.contentHash());
    }

    private List<Chunk> chunks(Cutter cutter, BeirDocument document) {
        String text = document.text().isBlank() ? document.title() : document.text();
        Cut cut = cutter.cut(document.title(), ParsedDocument.ofText(text).sections(), MOST_CHUNKS);
        List<Chunk> chunks = new ArrayList<>();
        for (Piece piece : cut.pieces()) {
            ChunkId id = new ChunkId(new DocumentRef(folder.name(), document.id()), chunks.size());
            chunks.add(new Chunk(
                    id, 1, cut.title(), piece.headings(), piece.text(), piece.start(), piece.end(), Map.of(), ""));
        }
        return chunks;
    }

    private void write(List<Chunk> chunks) {
        EncodedBatch encoded = collection
                .encoder()
                .encode(chunks.stream()
                        .map(chunk -> EncodingInput.passage(chunk.passage()))
                        .toList());
        Iterator<Chunk> next = chunks.iterator();
        List<EncodedChunk> rows = new ArrayList<>();
        while (next.hasNext()) {
            int i = rows.size();
            rows.add(new EncodedChunk(
                    next.next(),
                    encoded.dense()[i],
                    encoded.tokens().isEmpty() ? null : encoded.tokens().get(i)));
        }
        collection.index().upsert(new Batch(rows));
        chunks.clear();
    }
}
