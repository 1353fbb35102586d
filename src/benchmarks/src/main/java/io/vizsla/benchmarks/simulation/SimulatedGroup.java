package io.vizsla.benchmarks.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * The coordinator of the consumer group, with static members and cooperative rebalancing: a partition goes to another member
 * once its former one gave it up, was replaced by a newer process of its name, or was not heard of for a session.
 */
final class SimulatedGroup {

    /** Kafka's usual session. */
    static final long SESSION_NANOS = 45_000_000_000L;

    /** How long a consumer may go without a poll before it falls silent by itself. */
    private static final long POLL_NANOS = 300_000_000_000L;

    private final Scheduler scheduler;
    private final SplittableRandom random;
    private final Map<String, Member> members = new TreeMap<>();
    private final Map<Integer, String> target = new HashMap<>();
    private final Map<Integer, Member> owner = new HashMap<>();
    private int joined;

    /** A consumer that joined. */
    static final class Member {
        private final String instance;
        private final String id;
        private final Life life;
        private long heard;
        private long polled;
        private boolean silent;

        private Member(String instance, String id, Life life, long heard) {
            this.instance = instance;
            this.id = id;
            this.life = life;
            this.heard = heard;
            this.polled = heard;
        }

        String id() {
            return id;
        }

        void polls(long now) {
            polled = now;
        }

        /** Its consumer is closed: a static member does not leave, it only falls silent. */
        void fallSilent() {
            silent = true;
        }
    }

    SimulatedGroup(Scheduler scheduler, SplittableRandom random) {
        this.scheduler = scheduler;
        this.random = random;
    }

    /** Takes a member in; an earlier one of the same instance is out, and what it had is free. */
    Member join(String instance, Life life) {
        Member member = new Member(instance, instance + "-" + joined++, life, scheduler.now());
        Member before = members.put(instance, member);
        owner.values().removeIf(one -> one == before);
        if (before == null) {
            spread();
        }
        return member;
    }

    /**
     * Returns whether a member is still in.
     *
     * @throws FencedInstanceIdException if a newer one has its name
     */
    boolean knows(Member member) {
        Member now = members.get(member.instance);
        if (now != null && now != member) {
            throw new FencedInstanceIdException(member.instance + " is another process now");
        }
        return now == member;
    }

    /** Refuses offsets of one who is no member any longer. */
    void check(ConsumerGroupMetadata metadata) {
        Member now = members.get(metadata.groupInstanceId().orElseThrow());
        if (now == null) {
            throw new UnknownMemberIdException("The group does not know " + metadata.memberId());
        }
        if (!now.id.equals(metadata.memberId())) {
            throw new FencedInstanceIdException(metadata.memberId() + " was replaced by " + now.id);
        }
    }

    /** Returns the partitions that a member has and shall give up. */
    Set<Integer> revoked(Member member, Set<Integer> owned) {
        Set<Integer> revoked = new TreeSet<>(owned);
        revoked.removeIf(partition -> member.instance.equals(target.get(partition)));
        return revoked;
    }

    void release(Member member, Set<Integer> partitions) {
        partitions.forEach(partition -> owner.remove(partition, member));
    }

    /** Gives a member the partitions that it shall have and nobody has any longer. */
    Set<Integer> assign(Member member) {
        Set<Integer> added = new TreeSet<>();
        target.forEach((partition, instance) -> {
            if (instance.equals(member.instance) && owner.putIfAbsent(partition, member) == null) {
                added.add(partition);
            }
        });
        return added;
    }

    /** Returns the partitions that wait for a member to take or to give them. */
    boolean concerns(Member member, Set<Integer> owned) {
        return members.get(member.instance) != member
                || !revoked(member, owned).isEmpty()
                || target.entrySet().stream()
                        .anyMatch(one -> one.getValue().equals(member.instance) && !owner.containsKey(one.getKey()));
    }

    /** Hears who is there and lets go of those not heard of for too long. */
    void hear() {
        List<Member> gone = new ArrayList<>();
        for (Member member : members.values()) {
            boolean polls = scheduler.now() - member.polled <= POLL_NANOS;
            if (polls && !member.silent && member.life.awake(scheduler.now())) {
                member.heard = scheduler.now();
            } else if (scheduler.now() - member.heard > SESSION_NANOS) {
                gone.add(member);
            }
        }
        for (Member member : gone) {
            members.remove(member.instance);
            owner.values().removeIf(one -> one == member);
        }
        if (!gone.isEmpty()) {
            spread();
        }
    }

    /** Wants the partitions to be anywhere else. */
    void shuffle() {
        List<String> names = List.copyOf(members.keySet());
        for (int partition = 0; partition < SimulatedBroker.PARTITIONS && !names.isEmpty(); partition++) {
            target.put(partition, names.get(random.nextInt(names.size())));
        }
    }

    private void spread() {
        List<String> names = List.copyOf(members.keySet());
        target.clear();
        for (int partition = 0; partition < SimulatedBroker.PARTITIONS && !names.isEmpty(); partition++) {
            target.put(partition, names.get(partition % names.size()));
        }
    }
}
