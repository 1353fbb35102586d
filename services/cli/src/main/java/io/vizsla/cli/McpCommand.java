package io.vizsla.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Speaks the Model Context Protocol over standard input and output for programs that start their servers themselves: each line is a
 * message, passed on to the instance, and its answers are lines again.
 */
@Command(
        name = "mcp",
        description = "Pass the Model Context Protocol on from standard input and output to the instance.")
final class McpCommand implements Callable<Integer> {

    private final Session session;
    private final InputStream in;

    McpCommand(Session session, InputStream in) {
        this.session = session;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        McpBridge bridge = new McpBridge(session.client(), this::say);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    bridge.pass(line);
                }
            }
        }
        return ExitCode.OK;
    }

    private void say(String message) {
        session.print(message);
        session.terminal().out().flush();
    }
}
