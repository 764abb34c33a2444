#include "sdk.h"

#include <stdbool.h>
#include <stddef.h>

const char *sdk_name(enum sdk sdk)
{
    static const char *const names[SDKS] = {
        [SDK_UNKNOWN] = "",       [SDK_BROWSER] = "Browser", [SDK_NODE] = "Node.js", [SDK_PYTHON] = "Python",
        [SDK_RUBY] = "Ruby",      [SDK_GO] = "Go",           [SDK_PHP] = "PHP",      [SDK_JAVA] = "Java",
        [SDK_DOTNET] = ".NET",    [SDK_KOTLIN] = "Kotlin",   [SDK_SWIFT] = "Swift",  [SDK_REACT_NATIVE] = "React Native",
        [SDK_FLUTTER] = "Flutter", [SDK_JITSU] = "Jitsu",
    };
    return names[sdk];
}

/* What SDKs write into context.library.name. The first word found in the name decides: the long ones stand before those they
 * contain. */
static const struct {
    const char *word;
    enum sdk sdk;
} words[] = {
    {"jitsu", SDK_JITSU},
    {"react-native", SDK_REACT_NATIVE},
    {"reactnative", SDK_REACT_NATIVE},
    {"flutter", SDK_FLUTTER},
    {"kotlin", SDK_KOTLIN},
    {"android", SDK_KOTLIN},
    {"swift", SDK_SWIFT},
    {"-ios", SDK_SWIFT},
    {"python", SDK_PYTHON},
    {"ruby", SDK_RUBY},
    {"-php", SDK_PHP},
    {"csharp", SDK_DOTNET},
    {".net", SDK_DOTNET},
    {"dotnet", SDK_DOTNET},
    {"-node", SDK_NODE},
    {"javascript sdk", SDK_BROWSER},
    {"analytics.js", SDK_BROWSER},
    {"-js-browser", SDK_BROWSER},
    {"analytics-go", SDK_GO},
    {"-go", SDK_GO},
    {"java", SDK_JAVA},
};

/* ASCII, since the words are. */
static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool contains(const char *text, const char *word)
{
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (word[i] != '\0' && lower(text[i]) == word[i]) {
            i++;
        }
        if (word[i] == '\0') {
            return true;
        }
    }
    return false;
}

enum sdk sdk_of_library(const char *library)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (contains(library, words[i].word)) {
            return words[i].sdk;
        }
    }
    return SDK_UNKNOWN;
}
