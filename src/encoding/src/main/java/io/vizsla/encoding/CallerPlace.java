package io.vizsla.encoding;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the caller of a run off the processors on which the runtime has pinned threads of its own. The caller is one of the
 * threads that compute; where the system happens to have put it on the processor of another one, both wait for each other
 * until the system moves it, which takes longer than a query does.
 *
 * <p>Works on Linux; elsewhere, and where the runtime pinned nothing, it leaves everything as it is. Safe for any number of
 * threads.
 */
final class CallerPlace {

    /** Leaves callers where they are. */
    static final CallerPlace ANYWHERE = new CallerPlace(null);

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String ALLOWED = "Cpus_allowed_list:";
    private static final @Nullable MethodHandle SET_AFFINITY = affinity("sched_setaffinity");
    private static final @Nullable MethodHandle GET_AFFINITY = affinity("sched_getaffinity");

    /** As many processors as the kernel's own fixed-size set. */
    private static final int MASK_BYTES = 128;

    /** Where each caller may run otherwise, from its entering to its leaving. */
    private static final ThreadLocal<MemorySegment> OWN =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(MASK_BYTES, Long.BYTES));

    private final @Nullable MemorySegment during;

    private CallerPlace(@Nullable MemorySegment during) {
        this.during = during;
    }

    /** Returns the threads of this process; empty where that cannot be known. */
    static Set<String> threads() {
        if (SET_AFFINITY == null || GET_AFFINITY == null) {
            return Set.of();
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.map(task -> String.valueOf(task.getFileName())).collect(Collectors.toSet());
        } catch (IOException unknown) {
            return Set.of();
        }
    }

    /** Returns a place beside the threads that have come since {@code before} and were pinned. */
    static CallerPlace besideThoseSince(Set<String> before) {
        BitSet all = allowed("thread-self");
        if (before.isEmpty() || all.isEmpty()) {
            return ANYWHERE;
        }
        BitSet free = (BitSet) all.clone();
        Set<String> since = new HashSet<>(threads());
        since.removeAll(before);
        for (String thread : since) {
            BitSet pinned = allowed("self/task/" + thread);
            if (!pinned.equals(all)) {
                free.andNot(pinned);
            }
        }
        return free.isEmpty() || free.equals(all) ? ANYWHERE : on(free);
    }

    /** Returns the place on some processors. */
    static CallerPlace on(BitSet processors) {
        return new CallerPlace(mask(processors));
    }

    /**
     * Moves the calling thread, which must call {@link #leave} afterwards without having given up its platform thread or
     * having entered another place.
     */
    void enter() {
        if (during == null) {
            return;
        }
        MemorySegment own = OWN.get();
        if (call(GET_AFFINITY, own)) {
            call(SET_AFFINITY, during);
        } else {
            // The system refuses an empty set, so that the caller leaves as it came.
            own.fill((byte) 0);
        }
    }

    /** Lets the calling thread go wherever it might before it entered. */
    void leave() {
        if (during != null) {
            call(SET_AFFINITY, OWN.get());
        }
    }

    /** Returns whether the system did it; a refusal costs speed only. */
    private static boolean call(@Nullable MethodHandle function, MemorySegment mask) {
        if (function == null) {
            return false;
        }
        try {
            return (int) function.invokeExact(0, (long) MASK_BYTES, mask) == 0;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the processors on which a thread, named by its path below {@code /proc}, may run; empty if unknown. */
    static BitSet allowed(String thread) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", thread, "status"))) {
            return lines.filter(line -> line.startsWith(ALLOWED))
                    .map(line -> parse(line.substring(ALLOWED.length()).strip()))
                    .findFirst()
                    .orElseGet(BitSet::new);
        } catch (IOException | RuntimeException unknown) {
            return new BitSet();
        }
    }

    /** Reads a list such as {@code 0-3,8}. */
    static BitSet parse(String list) {
        BitSet processors = new BitSet();
        for (String range : list.split(",")) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
            processors.set(first, last + 1);
        }
        return processors;
    }

    private static MemorySegment mask(BitSet processors) {
        MemorySegment mask = Arena.global().allocate(MASK_BYTES, Long.BYTES);
        byte[] bits = processors.toByteArray();
        MemorySegment.copy(bits, 0, mask, ValueLayout.JAVA_BYTE, 0, Math.min(bits.length, MASK_BYTES));
        return mask;
    }

    private static @Nullable MethodHandle affinity(String name) {
        if (!Files.isDirectory(TASKS)) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> function = linker.defaultLookup().find(name);
        return function.map(address -> linker.downcallHandle(
                        address,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.ADDRESS)))
                .orElse(null);
    }
}
