package io.vizsla.ingestion.parse;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.poi.openxml4j.util.ZipSecureFile;

/**
 * The worker process that reads the files which could harm the service. It serves one request after another until its
 * input ends or nothing comes for a while. Standard output belongs to the protocol alone: whatever a library prints goes
 * to standard error.
 */
public final class ParserWorker {

    private static final long LARGEST_ENTRY = 256L << 20;

    private ParserWorker() {}

    /**
     * Serves requests.
     *
     * @param arguments how many milliseconds to wait for a request, and how many one may take
     */
    public static void main(String[] arguments) throws IOException {
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16));
        System.setOut(System.err);
        System.setIn(InputStream.nullInputStream());
        NoNetwork.install();
        ZipSecureFile.setMaxEntrySize(LARGEST_ENTRY);
        WorkerClock clock = new WorkerClock(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]));
        out.writeInt(WorkerFrames.GREETING);
        out.flush();
        serve(in, out, clock);
    }

    private static void serve(DataInputStream in, DataOutputStream out, WorkerClock clock) throws IOException {
        clock.idle();
        while (true) {
            WorkerFrames.Request request;
            try {
                request = WorkerFrames.readRequest(in);
            } catch (EOFException serviceEnded) {
                return;
            }
            clock.busy();
            answer(request, out);
            clock.idle();
        }
    }

    private static void answer(WorkerFrames.Request request, DataOutputStream out) throws IOException {
        ParsedDocument parsed;
        try {
            parsed =
                    Parsing.parse(request.family(), request.content(), request.contentType(), request.mostCharacters());
        } catch (VizslaException told) {
            WorkerFrames.writeFailed(out, told);
            return;
        } catch (RuntimeException | LinkageError broken) {
            WorkerFrames.writeFailed(
                    out, VizslaException.of(ErrorCode.UNREADABLE_DOCUMENT, "The parser broke on it: " + broken));
            return;
        }
        WorkerFrames.writeParsed(out, parsed);
    }
}
