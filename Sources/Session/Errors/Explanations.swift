// `%why`: what an error means and how people usually get out of it, in a paragraph. By the message's code where one message deserves
// its own paragraph, else by the class.

struct Explanation: Sendable {
    let english: String
    let korean: String

    init(_ english: String, _ korean: String) {
        self.english = english
        self.korean = korean
    }

    func text(_ language: Language) -> String { language == .korean ? korean : english }

    /// nil for errors that nobody has explained yet.
    static func of(kind: String, code: String) -> Explanation? { byCode[code] ?? byKind[kind] }

    static let byCode: [String: Explanation] = [
        "U0002": Explanation(
            "Every (, [ and { needs its partner. Python read on to the end looking for it, so the line that is named is where the bracket "
                + "opens; the missing one often belongs at the end of that line or the next.",
            "모든 (, [, {에는 짝이 필요합니다. 파이썬은 짝을 찾아 끝까지 읽었으므로, 알려 준 줄은 괄호가 열린 곳입니다. 빠진 괄호는 대개 그 줄이나 다음 줄 "
                + "끝에 있어야 합니다."),
        "U0007": Explanation(
            "Lines that begin a block (def, class, if, for, while, with, try, else) end with a colon.",
            "블록을 시작하는 줄(def, class, if, for, while, with, try, else)은 쌍점(:)으로 끝납니다."),
        "U0101": Explanation(
            "The name has no value yet. Either it is spelled differently where it was set, or the cell that sets it has not run in this "
                + "session, or it comes from a module that was not imported.",
            "이 이름에는 아직 값이 없습니다. 값을 넣은 곳과 철자가 다르거나, 값을 넣는 셀을 이 세션에서 실행하지 않았거나, import하지 않은 모듈의 이름입니다."),
    ]

    static let byKind: [String: Explanation] = [
        "SyntaxError": Explanation(
            "The text is not Python, so nothing of the cell ran. The carets show where reading stopped making sense; the mistake is there "
                + "or just before: a missing bracket, quote, colon or comma.",
            "글이 파이썬 문법에 맞지 않아 셀이 전혀 실행되지 않았습니다. ^ 표시는 더 읽을 수 없게 된 곳입니다. 그곳이나 바로 앞에서 괄호, 따옴표, 쌍점, 쉼표가 "
                + "빠지지 않았는지 보세요."),
        "IndentationError": Explanation(
            "Blocks are marked by indentation alone: all lines of a block start in the same column, four spaces deeper than the line that "
                + "opens it. Tabs and spaces do not mix.",
            "블록은 들여쓰기로만 나타냅니다. 한 블록의 줄은 모두 같은 칸에서, 블록을 여는 줄보다 네 칸 안쪽에서 시작합니다. 탭과 빈칸을 섞지 마세요."),
        "NameError": Explanation(
            "A name was used that has no value here: misspelled, not imported, or set in a cell that has not run.",
            "값이 없는 이름을 썼습니다. 철자가 틀렸거나, import하지 않았거나, 값을 넣는 셀을 아직 실행하지 않았습니다."),
        "TypeError": Explanation(
            "The kind of a value does not fit what is done with it: a text added to a number, a function called with too many arguments, "
                + "a list where a tensor is wanted. print(type(x)) says what x is; ?function says what it takes.",
            "값의 종류가 쓰임에 맞지 않습니다. 글자에 수를 더하거나, 함수에 인자를 너무 많이 주거나, 텐서가 필요한 곳에 리스트를 준 경우입니다. "
                + "print(type(x))로 x가 무엇인지, ?함수로 무엇을 받는지 볼 수 있습니다."),
        "ValueError": Explanation(
            "The kind is right but the value is not: a negative size, a word where a number should be, sizes that do not fit together.",
            "종류는 맞지만 값이 맞지 않습니다. 크기가 음수이거나, 수가 있어야 할 곳에 낱말이 있거나, 크기들이 서로 맞지 않습니다."),
        "IndexError": Explanation(
            "Counting starts at 0: a list of three has the indices 0, 1 and 2, and -1 for the last one.",
            "번호는 0부터 셉니다. 셋이 든 목록의 번호는 0, 1, 2이고 마지막은 -1로도 가리킵니다."),
        "KeyError": Explanation(
            "The dictionary has no such key. d.keys() shows those it has; d.get(key) gives None where there is none.",
            "딕셔너리에 그런 키가 없습니다. d.keys()가 있는 키를 보여 주고, d.get(key)는 없을 때 None을 줍니다."),
        "AttributeError": Explanation(
            "The value has no such attribute. It may be misspelled, or the value may be of another kind than expected: print(type(x)). "
                + "Type x. and Tab to see what there is.",
            "그 값에는 그런 속성이 없습니다. 철자가 틀렸거나 값의 종류가 생각과 다릅니다: print(type(x)). x.을 쓰고 Tab을 누르면 있는 것이 보입니다."),
        "RuntimeError": Explanation(
            "Tensors did not fit the operation. The message names the shapes: read them as (batch, channels, height, width). Channels must "
                + "be what the layer was made for; for a sum or cat the other sizes must be equal. Print x.shape before the line, "
                + "or see every layer with summary(model, (3, 256, 256)).",
            "텐서가 연산에 맞지 않습니다. 메시지의 모양을 (배치, 채널, 높이, 너비)로 읽으세요. 채널은 층을 만들 때의 수와 같아야 하고, 더하거나 cat할 때는 나머지 "
                + "크기가 같아야 합니다. 그 줄 앞에서 x.shape를 출력하거나 summary(model, (3, 256, 256))로 모든 층을 보세요."),
        "ZeroDivisionError": Explanation(
            "Something was divided by 0: often the length of an empty list or a count that stayed 0.",
            "0으로 나누었습니다. 빈 목록의 길이나 0으로 남은 개수일 때가 많습니다."),
        "FileNotFoundError": Explanation(
            "There is no file at this path. Paths start from the folder the program runs in: %cd shows it, and Tab inside quotes completes "
                + "file names.",
            "그 경로에 파일이 없습니다. 경로는 프로그램을 실행한 폴더에서 시작합니다. %cd가 그 폴더를 보여 주고, 따옴표 안에서 Tab을 누르면 파일 이름이 완성됩니다."),
        "ModuleNotFoundError": Explanation(
            "Modules here are built in (torch, numpy, matplotlib, PIL, skimage and Python's own) or files beside the script; nothing is "
                + "installed with pip.",
            "여기서 쓸 수 있는 모듈은 내장된 것(torch, numpy, matplotlib, PIL, skimage, 파이썬 기본 모듈)과 스크립트 옆의 파일입니다. pip으로 설치하지 않습니다."),
        "ImportError": Explanation(
            "The module is here, but it has no such name; ?module lists those it has.",
            "모듈은 있지만 그런 이름이 없습니다. ?모듈이 있는 이름을 보여 줍니다."),
        "MemoryError": Explanation(
            "The tensor would not fit into memory. A smaller batch or image helps most; torch.no_grad() keeps predictions from being "
                + "recorded; %whos shows what takes space, del x and %reset give it back.",
            "텐서가 메모리에 들어가지 않습니다. 배치나 그림을 작게 하는 것이 가장 좋습니다. torch.no_grad()는 예측을 기록하지 않게 하고, %whos는 무엇이 자리를 "
                + "차지하는지 보여 주며, del x와 %reset이 돌려줍니다."),
        "RecursionError": Explanation(
            "A function calls itself without end: it needs a case in which it returns without calling itself.",
            "함수가 끝없이 자기를 부릅니다. 자기를 부르지 않고 돌아오는 경우가 있어야 합니다."),
        "KeyboardInterrupt": Explanation(
            "You pressed Ctrl-C. The cell ended where it was; every variable has the value it had at that moment. train() gives back the "
                + "epochs it finished.",
            "Ctrl-C를 눌렀습니다. 셀이 그 자리에서 끝났고 변수는 그때의 값을 가지고 있습니다. train()은 끝낸 에폭까지 돌려줍니다."),
        "AssertionError": Explanation(
            "The script itself checks a condition with assert, and it was not true.",
            "스크립트가 assert로 확인한 조건이 참이 아니었습니다."),
        "UnboundLocalError": Explanation(
            "A function that assigns to a name anywhere owns that name: reading it before the assignment finds nothing, also when a "
                + "variable outside has the same name. Pass it as an argument, or write global name.",
            "함수 안 어디서든 값을 넣는 이름은 그 함수의 것입니다. 그래서 값을 넣기 전에 읽으면, 바깥에 같은 이름이 있어도 찾지 못합니다. 인자로 넘기거나 global "
                + "이름을 쓰세요."),
        "NotImplementedError": Explanation(
            "This is not built into unetrepl (or the class leaves it to you). The hint, if there is one, says what to write instead.",
            "unetrepl에 없는 기능이거나 클래스가 여러분에게 맡긴 부분입니다. 도움말이 있으면 대신 쓸 것을 알려 줍니다."),
    ]
}
