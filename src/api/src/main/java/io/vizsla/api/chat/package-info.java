/** Chat models, wherever one is configured. */
@NullMarked
package io.vizsla.api.chat;

import org.jspecify.annotations.NullMarked;
