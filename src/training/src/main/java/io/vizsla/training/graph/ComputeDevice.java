package io.vizsla.training.graph;

import io.vizsla.api.error.VizslaException;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/** Where a graph is computed: the processor, or a graphics processor that libtorch was built for. Safe for several threads. */
public final class ComputeDevice {

    private final DeviceType type;
    private final Device device;

    private ComputeDevice(DeviceType type) {
        this.type = type;
        this.device = new Device(type);
        // No scope closes it.
        device.retainReference();
    }

    /** Returns the processor. */
    public static ComputeDevice cpu() {
        return new ComputeDevice(DeviceType.CPU);
    }

    /** Returns a device whose tensors have shapes and no numbers. */
    static ComputeDevice shapesOnly() {
        return new ComputeDevice(DeviceType.Meta);
    }

    /**
     * Returns a device by its name.
     *
     * @param field that an error names
     * @param choice {@code cpu}; {@code cuda}; or {@code auto}, which is CUDA where libtorch finds such a device
     * @throws VizslaException {@code INVALID_ARGUMENT} if there is no such choice, or CUDA is wanted and not there
     */
    public static ComputeDevice of(String field, String choice) {
        return switch (choice) {
            case "cpu" -> cpu();
            case "auto" -> torch.cuda_is_available() ? new ComputeDevice(DeviceType.CUDA) : cpu();
            case "cuda" -> cuda(field);
            default -> throw VizslaException.invalid(field, choice, "auto, cpu or cuda");
        };
    }

    private static ComputeDevice cuda(String field) {
        if (!torch.cuda_is_available()) {
            throw VizslaException.invalid(
                    field, "cuda", "auto or cpu, since libtorch finds no CUDA device or was built without CUDA");
        }
        return new ComputeDevice(DeviceType.CUDA);
    }

    /** Tells whether this is a graphics processor. */
    public boolean isCuda() {
        return type == DeviceType.CUDA;
    }

    /** Returns a tensor as this device has it: itself if it is there, else a copy in the pointer scope that is open. */
    public Tensor place(Tensor tensor) {
        boolean isThere =
                type == DeviceType.CPU ? tensor.is_cpu() : tensor.device().type().value == type.value;
        return isThere ? tensor : tensor.to(device, tensor.scalar_type());
    }

    Value place(Value value) {
        return value instanceof Value.Native there ? new Value.Native(place(there.tensor())) : value;
    }

    @Override
    public String toString() {
        return type.name().toLowerCase(java.util.Locale.ROOT);
    }
}
