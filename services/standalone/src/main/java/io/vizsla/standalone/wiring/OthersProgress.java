package io.vizsla.standalone.wiring;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.Outcome;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The progress of the indexers that other processes are, as their group has committed it. */
final class OthersProgress implements Progress {

    private final BrokerClient broker;
    private final String group;

    OthersProgress(BrokerClient broker, String group) {
        this.broker = broker;
        this.group = group;
    }

    /** Returns 0: nothing is looked at here. */
    @Override
    public double recordsPerSecond() {
        return 0;
    }

    /** Returns how many records wait for all indexers together; -1 if the broker does not tell. */
    @Override
    public long lag() {
        try {
            Map<Integer, Long> reached = reached();
            long lag = 0;
            for (Map.Entry<TopicPartition, Long> end : broker.ends().entrySet()) {
                lag += Math.max(
                        0, end.getValue() - reached.getOrDefault(end.getKey().partition(), 0L));
            }
            return lag;
        } catch (VizslaException silent) {
            return -1;
        }
    }

    @Override
    public Map<Outcome, Long> outcomes() {
        Map<Outcome, Long> none = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            none.put(outcome, 0L);
        }
        return none;
    }

    @Override
    public long count(Outcome outcome) {
        return 0;
    }

    @Override
    public String trouble() {
        return "";
    }

    @Override
    public Map<Integer, Long> reached() {
        return broker.committed(group);
    }

    @Override
    public void close() {
        // The broker's client is not ours.
    }
}
