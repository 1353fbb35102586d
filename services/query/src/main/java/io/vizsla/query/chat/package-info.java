/** What a chat model is asked for while models are refreshed. */
@NullMarked
package io.vizsla.query.chat;

import org.jspecify.annotations.NullMarked;
