package io.vizsla.benchmarks.crash;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.IndexReport;
import io.vizsla.indexer.Topics;
import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.LogRecord;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.InMemoryArtefactStore;
import io.vizsla.testkit.InMemoryDocumentStates;
import io.vizsla.testkit.InMemoryPassageIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Compares log, index, states and dead letters with the model, as sets. */
final class CrashCheck {

    private final List<CrashEvent> events;
    private final CrashNode node;
    private final CrashModel model = new CrashModel();
    private final List<String> problems = new ArrayList<>();
    private final Map<LogPosition, CrashEvent> sent = new HashMap<>();

    CrashCheck(List<CrashEvent> events, CrashNode node) {
        this.events = events;
        this.node = node;
    }

    CrashReport report(long seed, int kills, int killsWhileStarting) {
        Map<String, LogPosition> newest = log();
        settle(newest);
        int chunks = index();
        states();
        int letters = deadLetters();
        return new CrashReport(
                seed,
                events.size(),
                kills,
                killsWhileStarting,
                model.documents().size(),
                chunks,
                letters,
                problems);
    }

    /** Every event lies on the log once, and those of a document in order. */
    private Map<String, LogPosition> log() {
        Map<String, LogPosition> newest = new HashMap<>();
        Map<String, Integer> last = new HashMap<>();
        Set<Integer> seen = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : CrashLog.read(node.connection(), Topics.DOCUMENTS)) {
            int number = Integer.parseInt(CrashLog.header(record, CrashEvent.HEADER));
            CrashEvent event = events.get(number);
            LogPosition position = new LogPosition(record.partition(), record.offset());
            expect(seen.add(number), "event " + number + " is twice on the log");
            expect(last.getOrDefault(event.id(), -1) < number, "event " + number + " is out of order");
            last.put(event.id(), number);
            newest.put(event.id(), position);
            sent.put(position, event);
            model.apply(event, position);
        }
        expect(seen.size() == events.size(), (events.size() - seen.size()) + " acknowledged events are not on the log");
        return newest;
    }

    /** Waits until the newest event of each document was looked at. */
    private void settle(Map<String, LogPosition> newest) {
        newest.forEach((id, position) -> node.view()
                .await(new DocumentRef(CrashEvent.COLLECTION, id), position)
                .orTimeout(20, TimeUnit.MINUTES)
                .join());
    }

    private int index() {
        List<Chunk> chunks = CrashNode.patiently(this::chunks);
        Set<String> found = new TreeSet<>();
        for (Chunk chunk : chunks) {
            expect(found.add(chunk.id() + " " + chunk.contentHash()), chunk.id() + " is twice in the index");
            version(chunk);
        }
        compare("index", expectedChunks(), found);
        Space wanted = CrashNode.spec(new FakeEncoder()).space();
        Space served = node.index().spec().space();
        expect(served.equals(wanted), "the index is of the space " + served.id());
        IndexReport sound = CrashNode.patiently(node.index()::check);
        sound.problems().forEach(problem -> expect(false, "index check: " + problem));
        return chunks.size();
    }

    private List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        node.index().forEach(chunks::add);
        return chunks;
    }

    private void version(Chunk chunk) {
        CrashModel.Document document =
                model.documents().get(chunk.id().document().id());
        expect(
                document != null && document.chunkVersions().contains(chunk.version()),
                chunk.id() + " has version " + chunk.version());
    }

    private void states() {
        Set<String> expected = new TreeSet<>();
        model.documents().forEach((id, document) -> {
            IngestResult made = ideal(id, document);
            DocumentStatus status =
                    made.statuses().isEmpty() ? null : made.statuses().getFirst();
            expected.add(line(
                    id,
                    document.state().id(),
                    document.version(),
                    status == null ? "" : status.contentHash(),
                    status == null ? 0 : status.chunks()));
        });
        Set<String> found = new TreeSet<>();
        for (DocumentStatus status : node.view().list(CrashEvent.COLLECTION, null, null, Integer.MAX_VALUE)) {
            found.add(line(
                    status.document().id(),
                    status.state().id(),
                    status.version(),
                    status.contentHash(),
                    status.chunks()));
        }
        compare("states", expected, found);
        long counted = node.view().counts(CrashEvent.COLLECTION).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        expect(counted == expected.size(), "the counts of states add up to " + counted);
    }

    private int deadLetters() {
        List<ConsumerRecord<byte[], byte[]>> letters = CrashLog.read(node.connection(), Topics.DEAD_LETTERS);
        Set<String> found = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            String source =
                    CrashLog.header(letter, "source.partition") + "-" + CrashLog.header(letter, "source.offset");
            String code = CrashLog.header(letter, "cause.code");
            expect(found.add(source + letter(letter.key(), letter.value(), code)), source + " was dead-lettered twice");
        }
        Set<String> expected = new TreeSet<>();
        for (LogPosition position : model.poison()) {
            CrashEvent event = Objects.requireNonNull(sent.get(position));
            expected.add(position.partition() + "-" + position.offset()
                    + letter(event.key(), event.value(), ErrorCode.INVALID_JSON.id()));
        }
        compare("dead letters", expected, found);
        return letters.size();
    }

    private static String letter(byte @Nullable [] key, byte @Nullable [] value, String code) {
        return " " + Arrays.hashCode(key) + " " + Arrays.hashCode(value) + " " + code;
    }

    private Set<String> expectedChunks() {
        Set<String> expected = new TreeSet<>();
        model.documents().forEach((id, document) -> {
            for (DocumentStatus status : ideal(id, document).statuses()) {
                for (int i = 0; i < status.chunks(); i++) {
                    expected.add(CrashEvent.COLLECTION + "/" + id + "#" + i + " " + status.contentHash());
                }
            }
        });
        return expected;
    }

    /** Returns what the document's last content becomes where nothing else ever happened. */
    private static IngestResult ideal(String id, CrashModel.Document document) {
        if (document.text() == null) {
            return new IngestResult(List.of(), List.of(), Map.of());
        }
        FakeEncoder encoder = new FakeEncoder();
        OpenCollection collection =
                new OpenCollection(CrashNode.collection(), encoder, new InMemoryPassageIndex(CrashNode.spec(encoder)));
        CrashEvent event =
                new CrashEvent(0, CrashEvent.Kind.WRITE, id, document.text(), Math.max(0, document.version()));
        return CrashNode.ingestor(collection, new InMemoryDocumentStates(), new InMemoryArtefactStore())
                .process(List.of(
                        new LogRecord(new LogPosition(0, 0), event.key(), event.value(), Map.of(), Instant.EPOCH)));
    }

    private void compare(String what, Set<String> expected, Set<String> found) {
        Set<String> lost = new TreeSet<>(expected);
        lost.removeAll(found);
        Set<String> surplus = new TreeSet<>(found);
        surplus.removeAll(expected);
        expect(lost.isEmpty(), what + ": " + lost.size() + " missing, such as " + first(lost));
        expect(surplus.isEmpty(), what + ": " + surplus.size() + " too many, such as " + first(surplus));
    }

    private void expect(boolean right, String otherwise) {
        if (!right) {
            problems.add(otherwise);
        }
    }

    private static List<String> first(Set<String> lines) {
        return lines.stream().limit(3).toList();
    }

    private static String line(String id, String state, long version, String hash, int chunks) {
        return id + " " + state + " v" + version + " " + hash + " " + chunks;
    }
}
