package io.vizsla.benchmarks.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in an order drawn from a seed and on a clock of its own: when all wait, the clock jumps to the
 * first moment at which one goes on. Equal seeds give equal runs.
 *
 * <p>Tasks are virtual threads that pass a turn; every method but {@link #run} is called by the task that has it.
 */
final class Scheduler {

    private final SplittableRandom random;
    private final List<Task> tasks = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Task current;
    private long now;
    private long steps;
    private long digest;

    Scheduler(SplittableRandom random) {
        this.random = random;
    }

    /** Runs a first task and what it starts; when it ends, all that is left is killed. */
    void run(Runnable first) throws InterruptedException {
        Task task = task("director", new Life(), () -> {
            try {
                first.run();
            } finally {
                List.copyOf(tasks).stream().map(left -> left.life).distinct().forEach(this::killOther);
            }
        });
        tasks.add(task);
        current = task;
        task.pass();
        over.await();
    }

    Task start(String name, Life life, Runnable body) {
        Task task = task(name, life, body);
        tasks.add(task);
        return task;
    }

    /** Lets others go first, perhaps. */
    void pause() {
        await(Duration.ZERO, () -> true);
    }

    void sleep(Duration time) {
        await(time, () -> false);
    }

    /** Returns whether what is waited for is there, at the latest after this time. */
    boolean await(Duration time, BooleanSupplier ready) {
        Task me = me();
        if (me.life.dead()) {
            throw new Crash();
        }
        me.waitFor(now + time.toNanos(), ready);
        Task next = pick();
        if (next != me) {
            current = next;
            next.pass();
            me.awaitTurn();
            if (me.heir != null) {
                throw new Crash();
            }
        }
        return ready.getAsBoolean();
    }

    /** Kills a process with all its threads; does not return if the caller is one of them. */
    void kill(Life life) {
        killOther(life);
        if (me().life == life) {
            throw new Crash();
        }
    }

    long now() {
        return now;
    }

    /** Returns how often the turn was passed. */
    long steps() {
        return steps;
    }

    /** Returns a number that differs if anything happened in another order or at another time. */
    long digest() {
        return digest;
    }

    /** Returns what ended tasks that should not have ended. */
    List<String> broken() {
        return broken;
    }

    private Task me() {
        Task me = current;
        if (me == null) {
            throw new IllegalStateException("Nothing runs");
        }
        return me;
    }

    private Task task(String name, Life life, Runnable body) {
        Task[] self = new Task[1];
        self[0] = new Task(name, life, () -> {
            try {
                body.run();
            } catch (Crash killed) {
                // As it should be.
            } catch (RuntimeException | Error unexpected) {
                broken.add(name + " ended with " + unexpected);
            }
            ended(self[0]);
        });
        return self[0];
    }

    private void ended(Task task) {
        tasks.remove(task);
        if (tasks.isEmpty()) {
            over.countDown();
            return;
        }
        Task next = task.heir == null ? pick() : task.heir;
        current = next;
        next.pass();
    }

    private void killOther(Life life) {
        life.die();
        Task me = me();
        for (Task task : List.copyOf(tasks)) {
            if (task.life == life && task != me) {
                end(task, me);
            }
        }
    }

    private void end(Task task, Task heir) {
        if (!task.begun()) {
            tasks.remove(task);
            return;
        }
        task.heir = heir;
        current = task;
        task.pass();
        heir.awaitTurn();
        current = heir;
    }

    private List<Task> able() {
        List<Task> able = new ArrayList<>(tasks.size());
        for (Task task : tasks) {
            if (task.canRun(now)) {
                able.add(task);
            }
        }
        return able;
    }

    private Task pick() {
        List<Task> able = able();
        if (able.isEmpty()) {
            now = tasks.stream().mapToLong(Task::wake).min().orElseThrow();
            able = able();
        }
        Task picked = able.get(random.nextInt(able.size()));
        steps++;
        digest = (digest * 31 + tasks.indexOf(picked)) * 31 + now;
        return picked;
    }
}
