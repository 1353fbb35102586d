package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionRebuilds.Exclusively;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One of several indexers carries out rebuilds: the one that Kafka gives the registry's only partition, in a consumer group that
 * is there for nothing else. When that one is gone the next begins where the registry says; what it may not go on with, it begins
 * anew.
 */
final class RebuildLeader implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RebuildLeader.class.getName());
    private static final Duration POLL = Duration.ofMillis(200);
    /** How often others are told how far a rebuild is. */
    private static final long TELL_NANOS = Duration.ofSeconds(2).toNanos();

    private final RebuildLeaderParts parts;
    private final Exclusively changes;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    /** Whether Kafka has chosen this process; of its thread. */
    private boolean isChosen;

    private @Nullable Office office;
    private long told;

    private RebuildLeader(RebuildLeaderParts parts, Exclusively changes) {
        this.parts = parts;
        this.changes = changes;
        this.thread = Thread.ofPlatform().name("vizsla-rebuild-leader").daemon().unstarted(this::run);
    }

    /** @param changes keeps the changes of a collection in this process apart */
    static RebuildLeader start(RebuildLeaderParts parts, Exclusively changes) {
        RebuildLeader leader = new RebuildLeader(parts, changes);
        leader.thread.start();
        return leader;
    }

    /** Gives up what is under way and lets the next process take over. */
    @Override
    public void close() {
        closed.countDown();
        try {
            // No interrupt: it would close the files of indexes for everybody.
            thread.join(Duration.ofSeconds(60));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        BackOff backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(10));
        while (closed.getCount() > 0) {
            try {
                standAs(parts.candidate(), backOff);
            } catch (RuntimeException | Error failed) {
                // Also where no candidate can be made: the broker's name may not be known for a while.
                LOG.log(System.Logger.Level.WARNING, "Rebuilds are taken up again in a moment: {0}", failed.toString());
                backOff.pause(closed);
            }
        }
    }

    private void standAs(Consumer<byte[], byte[]> candidate, BackOff backOff) {
        try {
            candidate.subscribe(List.of(Topics.REGISTRY), new Choice());
            stand(candidate, backOff);
        } finally {
            leave();
            candidate.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        }
    }

    private void stand(Consumer<byte[], byte[]> candidate, BackOff backOff) {
        while (closed.getCount() > 0) {
            // It reads nothing: the registry is followed elsewhere.
            candidate.pause(candidate.assignment());
            candidate.poll(POLL);
            if (isChosen) {
                look();
                backOff.reset();
            }
        }
    }

    private void look() {
        Office held = office;
        if (held == null) {
            held = enter();
            office = held;
        }
        try {
            boolean isTime = System.nanoTime() - told > TELL_NANOS;
            if (isTime) {
                told = System.nanoTime();
            }
            held.look(isTime);
        } catch (VizslaException failed) {
            if (failed.code() != ErrorCode.LOG_UNAVAILABLE) {
                throw failed;
            }
            LOG.log(System.Logger.Level.WARNING, "Rebuilds wait for the log: {0}", failed.detail());
        }
    }

    private Office enter() {
        RebuildTerm term = parts.control().lead(parts.instance());
        GroupPause pause = parts.pause(term);
        IndexRebuilds rebuilds = new IndexRebuilds(parts.rebuildParts(term, pause));
        try {
            rebuilds.start(changes);
        } catch (RuntimeException failed) {
            rebuilds.close();
            throw failed;
        }
        return new Office(term, pause, rebuilds, new HashMap<>());
    }

    private void leave() {
        isChosen = false;
        Office held = office;
        office = null;
        if (held != null) {
            held.rebuilds().close();
        }
    }

    /** What a process does while it is the chosen one. */
    private record Office(RebuildTerm term, GroupPause pause, IndexRebuilds rebuilds, Map<String, Instant> toldEnds) {

        void look(boolean isForAll) {
            pause.tidy();
            // What has ended is told at once, and once: one that failed is tried again where nothing is told of it any
            // more.
            rebuilds.progress(isForAll).stream().filter(this::isNews).forEach(this::tell);
            rebuilds.follow(rebuild -> term.standing(rebuild).isEmpty());
        }

        private boolean isNews(RebuildProgress progress) {
            return !progress.since().equals(toldEnds.get(progress.rebuild().collection()));
        }

        private void tell(RebuildProgress progress) {
            term.tell(progress);
            if (progress.state() != RebuildProgress.State.BUILDING) {
                toldEnds.put(progress.rebuild().collection(), progress.since());
            }
        }
    }

    /** Is told by the consumer, on its thread. */
    private final class Choice implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            isChosen |= !partitions.isEmpty();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                leave();
            }
        }
    }

    /** Returns how Kafka is asked for the partition. */
    static Map<String, Object> candidate(String group, String instance) {
        return Map.of(
                "client.id",
                instance + "-rebuilds",
                "group.id",
                group + "-rebuilds",
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "latest",
                // Whoever has the partition keeps it when another one joins: a rebuild would begin anew there.
                "partition.assignment.strategy",
                CooperativeStickyAssignor.class.getName(),
                "allow.auto.create.topics",
                "false",
                "max.poll.interval.ms",
                300_000);
    }
}
