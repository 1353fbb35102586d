package io.vizsla.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Looks before an instance starts whether it can: ports free, data folder writable and not in use. Says in one sentence
 * what is in the way and what to do. Needs nothing but the JDK, so that it is done in a moment.
 */
public final class StartCheck {

    private StartCheck() {}

    /** Takes host, port, Kafka port and data folder; ends the process with 5 if an instance could not start. */
    public static void main(String[] args) {
        System.exit(run(System.err, args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]), Path.of(args[3])));
    }

    static int run(PrintStream messages, String host, int port, int kafkaPort, Path dataDir) {
        for (String obstacle : new @Nullable String[] {
            dataDir(dataDir),
            port(host, port, "--port"),
            port(host, kafkaPort, "--kafka-port"),
            samePort(port, kafkaPort)
        }) {
            if (obstacle != null) {
                messages.println(obstacle);
                return ExitCode.ENVIRONMENT;
            }
        }
        return ExitCode.OK;
    }

    private static @Nullable String samePort(int port, int kafkaPort) {
        return port == kafkaPort && port != 0
                ? "Port " + port + " is given to both the console and the log. Choose another with --kafka-port N."
                : null;
    }

    private static @Nullable String port(String host, int port, String option) {
        if (port == 0) {
            return null;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return null;
        } catch (UnknownHostException unknown) {
            return "There is no address " + host + " on this machine. Choose another with --host NAME.";
        } catch (IOException taken) {
            return "Port " + port + " on " + host + " is not free (" + taken.getMessage() + "). Choose another with "
                    + option + " N, or stop what uses it.";
        }
    }

    private static @Nullable String dataDir(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
        } catch (IOException refused) {
            return "The data folder " + dataDir + " cannot be made (" + refused.getMessage()
                    + "). Choose another with --data-dir DIR.";
        }
        if (!Files.isWritable(dataDir)) {
            return "The data folder " + dataDir + " is not writable. Choose another with --data-dir DIR.";
        }
        return isLocked(dataDir.resolve("vizsla.lock"))
                ? "The data folder " + dataDir + " is in use by another instance. Stop that one, or choose another with"
                        + " --data-dir DIR."
                : null;
    }

    /** Returns whether a running instance holds this lock file; false if there is no such file. */
    static boolean isLocked(Path lockFile) {
        if (!Files.exists(lockFile)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException ours) {
            return true;
        } catch (IOException unknown) {
            return false;
        }
    }
}
