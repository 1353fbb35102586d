package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;

/** Which version of the standard operators a graph is written in. */
final class Opset {

    private Opset() {}

    /** Returns the version, 0 if the model names none. */
    static long of(ModelProto model) {
        return model.getOpsetImportList().stream()
                .filter(id -> isStandard(id.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElse(0);
    }

    /** Tells whether a node is the standard operator of this name. */
    static boolean is(NodeProto node, String operator) {
        return node.getOpType().equals(operator) && isStandard(node.getDomain());
    }

    private static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }
}
