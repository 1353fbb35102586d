package io.vizsla.indexer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** What each topic needs. */
final class TopicSettings {

    /** What a dead letter may have above the record that failed: our headers, and the batch around it. */
    static final int DEAD_LETTER_ROOM = 64 << 10;

    private TopicSettings() {}

    static Map<String, NewTopic> of(TopicOptions options) {
        Map<String, NewTopic> topics = new LinkedHashMap<>();
        for (NewTopic topic : List.of(
                documents(options), deadLetters(options), status(options), registry(options), judgements(options))) {
            topics.put(topic.name(), topic);
        }
        return topics;
    }

    private static NewTopic documents(TopicOptions options) {
        Map<String, String> settings = compacted(options, 64 << 20);
        settings.put("max.message.bytes", Integer.toString(options.documentBytes()));
        return topic(Topics.DOCUMENTS, options.partitions(), options, settings);
    }

    private static NewTopic deadLetters(TopicOptions options) {
        Map<String, String> settings = common(options);
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", Long.toString(options.deadLetterRetention().toMillis()));
        settings.put("max.message.bytes", Integer.toString(options.documentBytes() + DEAD_LETTER_ROOM));
        return topic(Topics.DEAD_LETTERS, options.partitions(), options, settings);
    }

    /** Small segments: only closed ones are compacted, and a new view reads all that is left. */
    private static NewTopic status(TopicOptions options) {
        return topic(Topics.STATUS, options.partitions(), options, compacted(options, 16 << 20));
    }

    private static NewTopic registry(TopicOptions options) {
        return topic(Topics.REGISTRY, 1, options, compacted(options, 1 << 20));
    }

    private static NewTopic judgements(TopicOptions options) {
        return topic(Topics.JUDGEMENTS, 1, options, compacted(options, 16 << 20));
    }

    private static Map<String, String> compacted(TopicOptions options, int segmentBytes) {
        Map<String, String> settings = common(options);
        settings.put("cleanup.policy", "compact");
        settings.put("segment.bytes", Integer.toString(segmentBytes));
        settings.put(
                "delete.retention.ms",
                Long.toString(options.tombstoneRetention().toMillis()));
        return settings;
    }

    private static Map<String, String> common(TopicOptions options) {
        Map<String, String> settings = new HashMap<>();
        settings.put("min.insync.replicas", Integer.toString(options.minInSyncReplicas()));
        return settings;
    }

    private static NewTopic topic(String name, int partitions, TopicOptions options, Map<String, String> settings) {
        return new NewTopic(name, partitions, options.replicas()).configs(settings);
    }
}
