package io.vizsla.encoding;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Precision;
import io.vizsla.models.ModelFolder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

/** A process that opens models and encodes until it is stopped; tells when each of its threads has done so once. */
final class EncodingForever {

    private static final int ENCODING = 2;
    private static final int OPENING = 1;
    private static final CountDownLatch BUSY = new CountDownLatch(ENCODING + OPENING);

    private EncodingForever() {}

    /**
     * Encodes with a built-in model.
     *
     * @param arguments the model, and for how many milliseconds the process goes on after it was asked to end
     */
    public static void main(String[] arguments) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> sleep(Long.parseLong(arguments[1]))));
        OnnxBiEncoder encoder = open(arguments[0]);
        for (int i = 0; i < ENCODING; i++) {
            int thread = i;
            forever(n -> encode(encoder, thread, n));
        }
        for (int i = 0; i < OPENING; i++) {
            forever(n -> graph(arguments[0]).close());
        }
        BUSY.await();
        System.out.println("busy");
    }

    private static OnnxBiEncoder open(String model) {
        return TestModels.open(model, EncoderOptions.defaults(), EncoderListener.NONE);
    }

    private static OnnxGraph graph(String model) {
        ModelFolder folder = TestModels.folder(model);
        return BiEncoderParts.open(folder.path(), folder.manifest(), Precision.INT8, 1, SessionDevice.CPU);
    }

    private static void encode(OnnxBiEncoder encoder, int thread, int n) {
        String text = "text number " + n + " of thread " + thread + " ";
        encoder.encode(List.of(thread == 0 ? EncodingInput.query(text) : EncodingInput.passage(text.repeat(40))));
    }

    private static void forever(IntConsumer work) {
        Thread.ofPlatform().start(() -> {
            boolean isBusy = false;
            for (int n = 0; true; n++) {
                try {
                    work.accept(n);
                    if (!isBusy) {
                        isBusy = true;
                        BUSY.countDown();
                    }
                } catch (VizslaException ending) {
                    // Once more: what is asked for at the end must do no harm.
                    Thread.yield();
                }
            }
        });
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
