/** Errors as they leave the process: RFC 9457 problem documents, made in one place. */
@NullMarked
package io.vizsla.query.problem;

import org.jspecify.annotations.NullMarked;
