package io.vizsla.benchmarks.simulation;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.passage.Chunk;
import io.vizsla.benchmarks.crash.CrashEvent;
import io.vizsla.benchmarks.crash.CrashModel;
import io.vizsla.indexer.StatusJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Compares index, states and dead letters with the model, as sets. */
final class SimulationCheck {

    private final CrashModel model;
    private final SimulatedBroker broker;
    private final SimulatedStore store;
    private final List<SimulatedNode> nodes;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Ideal> ideals = new TreeMap<>();

    SimulationCheck(CrashModel model, SimulatedBroker broker, SimulatedStore store, List<SimulatedNode> nodes) {
        this.model = model;
        this.broker = broker;
        this.store = store;
        this.nodes = nodes;
    }

    /** Returns what differs, a sentence each. */
    List<String> problems() {
        model.documents().forEach((id, document) -> ideals.put(id, Ideal.of(document)));
        index();
        compare("states on the topic", expectedStates(), states(topic()));
        for (SimulatedNode node : nodes) {
            compare(
                    "states of a process",
                    expectedStates(),
                    states(node.states().list(CrashEvent.COLLECTION, null, null, Integer.MAX_VALUE)));
        }
        deadLetters();
        return problems;
    }

    private void index() {
        Set<String> expected = new TreeSet<>();
        ideals.forEach((id, ideal) -> {
            for (int i = 0; i < ideal.chunks(); i++) {
                expected.add(id + "#" + i + " " + ideal.contentHash());
            }
        });
        Set<String> found = new TreeSet<>();
        for (Chunk chunk : store.chunks()) {
            String id = chunk.id().document().id();
            found.add(id + "#" + chunk.id().ordinal() + " " + chunk.contentHash());
            CrashModel.Document document = model.documents().get(id);
            if (document == null || !document.chunkVersions().contains(chunk.version())) {
                problems.add(chunk.id() + " has version " + chunk.version());
            }
        }
        compare("chunks", expected, found);
    }

    private Set<String> expectedStates() {
        Set<String> expected = new TreeSet<>();
        model.documents().forEach((id, document) -> {
            Ideal ideal = ideals.getOrDefault(id, Ideal.NOTHING);
            expected.add(line(id, document.state().id(), document.version(), ideal.contentHash(), ideal.chunks()));
        });
        return expected;
    }

    /** The newest of each document, as compaction leaves it. */
    private List<DocumentStatus> topic() {
        Map<DocumentRef, DocumentStatus> newest = new HashMap<>();
        for (ProducerRecord<byte[], byte[]> record : broker.status.committed(0, broker.status.end())) {
            DocumentStatus status = StatusJson.read(record.value());
            newest.put(status.document(), status);
        }
        return List.copyOf(newest.values());
    }

    private static Set<String> states(List<DocumentStatus> statuses) {
        Set<String> lines = new TreeSet<>();
        for (DocumentStatus status : statuses) {
            lines.add(line(
                    status.document().id(),
                    status.state().id(),
                    status.version(),
                    status.contentHash(),
                    status.chunks()));
        }
        return lines;
    }

    private void deadLetters() {
        Set<String> expected = new TreeSet<>();
        model.poison().forEach(position -> expected.add(position.partition() + "-" + position.offset()));
        Set<String> found = new TreeSet<>();
        for (ProducerRecord<byte[], byte[]> letter : broker.deadLetters.committed(0, broker.deadLetters.end())) {
            String source = header(letter, "source.partition") + "-" + header(letter, "source.offset");
            if (!found.add(source)) {
                problems.add(source + " was dead-lettered twice");
            }
        }
        compare("dead letters", expected, found);
    }

    private void compare(String what, Set<String> expected, Set<String> found) {
        Set<String> lost = new TreeSet<>(expected);
        lost.removeAll(found);
        if (!lost.isEmpty()) {
            problems.add(what + ": missing " + lost);
        }
        Set<String> surplus = new TreeSet<>(found);
        surplus.removeAll(expected);
        if (!surplus.isEmpty()) {
            problems.add(what + ": too many " + surplus);
        }
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String line(String id, String state, long version, String hash, int chunks) {
        return id + " " + state + " v" + version + " " + hash + " " + chunks;
    }
}
