/* Families of SDKs whose users write the same code: a rule's cure is told in the one at hand. */
#ifndef MODEL_SDK_H
#define MODEL_SDK_H

enum sdk {
    SDK_UNKNOWN,
    SDK_BROWSER, /* analytics.js, analytics-next and their forks; RudderStack's takes the same calls */
    SDK_NODE,
    SDK_PYTHON,
    SDK_RUBY,
    SDK_GO,
    SDK_PHP,
    SDK_JAVA,
    SDK_DOTNET,
    SDK_KOTLIN, /* and the older one for Android */
    SDK_SWIFT,  /* and the older one for iOS */
    SDK_REACT_NATIVE,
    SDK_FLUTTER,
    SDK_JITSU,
    SDKS
};

/* "Browser", "Node.js", ...; "" for SDK_UNKNOWN. */
const char *sdk_name(enum sdk sdk);
/* By context.library.name, with or without a version behind it; it names the language and not the vendor (wire-protocol
 * section 2). SDK_UNKNOWN for what nobody has seen, and for "". */
enum sdk sdk_of_library(const char *library);

#endif
