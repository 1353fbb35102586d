package io.vizsla.trainer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.refresh.job.RefreshEvent;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshOutcome;
import java.nio.file.Path;

/**
 * Runs one refresh. The only argument is its folder; events go to standard output, one JSON object a line, and what came of
 * it is in {@code outcome.json}. Exit code 0 if it came to a verdict, 1 if it broke off, 2 if the folder holds no job.
 */
public final class Main {

    private Main() {}

    /** Exit code if whoever started this process is gone. */
    private static final int ORPHANED = 3;

    /** Starts. */
    public static void main(String[] args) {
        Thread.ofPlatform().daemon().name("parent").start(Main::endWithParent);
        System.exit(run(args));
    }

    /** The parent holds the other end of standard input; it is closed when the parent dies, however that comes. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // What it says does not matter.
            }
        } catch (java.io.IOException closed) {
            // As good as the end.
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    private static int run(String[] args) {
        Console console = new Console(System.out);
        RefreshFolder folder = new RefreshFolder(Path.of(args.length == 1 ? args[0] : "."));
        try {
            RefreshJob job = folder.read("job", RefreshJob.class).orElse(null);
            if (job == null) {
                System.err.println("There is no job in " + folder.path());
                return 2;
            }
            new RefreshRun(folder, job, console).run();
            return 0;
        } catch (VizslaException failed) {
            return brokenOff(folder, console, failed.code().id(), failed.detail());
        } catch (OutOfMemoryError failed) {
            return brokenOff(folder, console, "internal", "out of memory: " + failed.getMessage());
        } catch (RuntimeException failed) {
            failed.printStackTrace();
            return brokenOff(folder, console, "internal", String.valueOf(failed.getMessage()));
        }
    }

    private static int brokenOff(RefreshFolder folder, Console console, String code, String detail) {
        try {
            folder.write("outcome", RefreshOutcome.failed(code, detail));
        } catch (VizslaException full) {
            // Who waits for this process sees its exit code.
            System.err.println(detail + "; " + full.detail());
        }
        console.tell(RefreshEvent.phase("failed", detail));
        return 1;
    }
}
